package stampede.benchmarks;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import stampede.cache.CacheListener;
import stampede.cache.CacheSettings;
import stampede.cache.ContentCache;
import stampede.instrument.IntervalRecorder;
import stampede.instrument.Outcome;
import stampede.loadgen.CacheTarget;
import stampede.loadgen.OpenLoop;
import stampede.loadgen.Plan;
import stampede.loadgen.Scenario;
import stampede.loadgen.Setting;
import stampede.loadgen.Target;

/**
 * A request of an open loop that is always behind its plan: a Poisson start, a Zipf key and its
 * address, three stamps, a count and three timings recorded. Beside it an operation of YCSB's client.
 * Time and bytes are those of the threads that send.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets up what the constructor does not
public class DriverBenchmark {
  private static final int BATCH = 1_000_000;
  private static final int KEYS = 20_000;
  private static final int BLOB_BYTES = 16;
  private static final long HOUR_NANOS = 3_600_000_000_000L;

  /** What answers. */
  enum Kind {
    NULL_TARGET,
    ALL_HITS
  }

  @Param({"1", "2"})
  int threads;

  /** The name of a {@link Kind}. */
  @Param({"NULL_TARGET", "ALL_HITS"})
  String kind;

  private Plan plan;
  private Target target;
  private Crew crew;
  private YcsbClient ycsb;

  @Setup
  public void open() throws InterruptedException {
    // 10^9 a second: what is sent later than a millisecond after the origin is late.
    plan = Plan.of(Scenario.of(List.of(
        new Setting("rate", "1000000000", "rate"),
        new Setting("duration", BATCH + "ns", "duration"),
        new Setting("warmup", "0s", "warmup"),
        new Setting("loads", "1", "loads"),
        new Setting("keys", Integer.toString(KEYS), "keys"),
        new Setting("valueSize", BLOB_BYTES + "B", "valueSize"))));
    plan.population().populate(blob -> {});
    target = Kind.valueOf(kind) == Kind.NULL_TARGET ? nothing() : new CacheTarget(full());
    crew = new Crew(threads);
    ycsb = new YcsbClient(KEYS);
  }

  private static Target nothing() {
    CompletableFuture<Outcome> hit = CompletableFuture.completedFuture(Outcome.HIT);
    return request -> hit;
  }

  /** Our cache with all keys in it. */
  private ContentCache full() {
    var settings =
        CacheSettings.DEFAULT.with().cleanBytesMax(1L << 30).verify(false).build();
    var cache = new ContentCache(
        FixedStore.of(new byte[BLOB_BYTES]),
        settings,
        () -> 0,
        (nanos, task) -> {},
        CacheListener.none());
    for (int key = 0; key < KEYS; key++) {
      cache.load(plan.population().ref(key)).join();
    }
    return cache;
  }

  @Benchmark
  public void pair(Sides sides) {
    send(sides);
    crew.peer(sides, () -> ycsb.run(BATCH / threads));
    crew.peer(sides, () -> ycsb.run(BATCH / threads));
    send(sides);
  }

  private void send(Sides sides) {
    long originNanos = System.nanoTime();
    var recorder =
        new IntervalRecorder(false, originNanos, 0, originNanos + HOUR_NANOS, HOUR_NANOS);
    var senders = new Senders(plan.workload(), BATCH);
    var loop = new OpenLoop(
        plan.schedule(),
        senders::request,
        target,
        recorder,
        plan.scenario().inFlightLimits(),
        System::nanoTime,
        DriverBenchmark::until,
        DriverBenchmark::until);
    var ending = loop.run(threads, originNanos, originNanos + HOUR_NANOS);
    Fixture.require(ending.offered() == BATCH, ending + " of " + BATCH);
    senders.addTo(sides);
  }

  private static void until(long nanos) {
    while (nanos - System.nanoTime() > 0) {
      LockSupport.parkNanos(nanos - System.nanoTime());
    }
  }

  @TearDown
  public void close() {
    crew.close();
  }
}
