package stampede.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import stampede.store.SplitMix;

/**
 * Handing over a timing: to the relay, whose thread ships what was taken meanwhile, or to a peer.
 * Beside each the reading of a clock. So many threads run batches at once; time and bytes are the
 * sums of theirs alone.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets up what the constructor does not
public class RelayBenchmark {
  /** Of all threads together: at most a ring, so that one thread's holds it. */
  private static final int BATCH = RelayTaker.RING;

  private static final int TIMES = 1_024;

  @Param({"1", "2", "4"})
  int threads;

  /** The name of a {@link Taker.Kind}. */
  @Param({
    "ACCEPTED",
    "REFUSED",
    "FLAT_OUT",
    "MICROMETER_UDP",
    "MICROMETER_SINK",
    "DOGSTATSD",
    "RECORDER"
  })
  String kind;

  private final long[] timesNanos = times();
  private Receiver receiver;
  private Crew crew;
  private Taker taker;
  private long given;

  /** From 1 to 6 ms, so that a line has all its digits. */
  static long[] times() {
    var times = new long[TIMES];
    for (int i = 0; i < TIMES; i++) {
      times[i] = 1_000_000 + (long) (SplitMix.unit(SplitMix.at(1, i)) * 5_000_000);
    }
    return times;
  }

  @Setup
  public void open() {
    receiver = new Receiver();
    crew = new Crew(threads);
    taker = Taker.Kind.valueOf(kind).make(receiver, crew);
  }

  @Benchmark
  public void pair(Sides sides, Blackhole hole) {
    giveAll(sides);
    crew.peer(sides, () -> readClock(hole));
    crew.peer(sides, () -> readClock(hole));
    giveAll(sides);
  }

  private void giveAll(Sides sides) {
    crew.ours(sides, this::give);
    given += BATCH;
    taker.settle(given);
  }

  private int give() {
    int count = BATCH / threads;
    for (int i = 0; i < count; i++) {
      taker.take(timesNanos[i & (TIMES - 1)]);
    }
    return count;
  }

  private int readClock(Blackhole hole) {
    int count = BATCH / threads;
    for (int i = 0; i < count; i++) {
      hole.consume(System.nanoTime());
    }
    return count;
  }

  @TearDown
  public void close() {
    taker.close();
    crew.close();
    receiver.close();
  }
}
