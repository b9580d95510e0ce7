package stampede.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import site.ycsb.generator.ScrambledZipfianGenerator;
import stampede.loadgen.Zipf;

/**
 * A Zipf-distributed key of 10^9, scattered over them, beside one of YCSB's scrambled generator. That
 * one has a constant of 0.99 alone in reach: any other takes a sum of as many terms as there are keys.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets up what the constructor does not
public class ZipfBenchmark {
  private static final int BATCH = 50_000;
  private static final long KEYS = 1_000_000_000;

  @Param({"0.5", "0.99", "1", "1.3"})
  String exponent;

  private Zipf zipf;
  private ScrambledZipfianGenerator peer;
  private long next;

  @Setup
  public void make() {
    zipf = new Zipf(KEYS, Double.parseDouble(exponent), 1);
    peer = new ScrambledZipfianGenerator(KEYS);
  }

  @Benchmark
  public void pair(Sides sides, Blackhole hole) {
    sides.ours(() -> ours(hole));
    sides.peer(() -> peer(hole));
    sides.peer(() -> peer(hole));
    sides.ours(() -> ours(hole));
  }

  private int ours(Blackhole hole) {
    for (long end = next + BATCH; next < end; next++) {
      hole.consume(zipf.key(next));
    }
    return BATCH;
  }

  private int peer(Blackhole hole) {
    for (int i = 0; i < BATCH; i++) {
      hole.consume(peer.nextValue());
    }
    return BATCH;
  }
}
