package stampede.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A transition of a job that is counted, timed and sampled, beside one of which nothing is told: the
 * difference is what the metrics of states cost where the cache costs nothing.
 */
@State(Scope.Thread)
public class TransitionBenchmark {
  private static final int JOBS = 100_000;

  @Benchmark
  public void pair(Sides sides) {
    sides.ours(() -> new NullJobs(JOBS, true).run());
    sides.peer(() -> new NullJobs(JOBS, false).run());
    sides.peer(() -> new NullJobs(JOBS, false).run());
    sides.ours(() -> new NullJobs(JOBS, true).run());
  }
}
