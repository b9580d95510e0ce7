package stampede.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import stampede.instrument.Outcome;
import stampede.loadgen.Request;
import stampede.store.Blob;
import stampede.store.HashAlgorithm;

/**
 * 1,000,000 jobs through the job manager, with every metric of their states. An operation is a
 * transition. Beside it what a transition stores, hashed and no more: two blobs.
 *
 * <p>Time is the CPU time of the whole process, collector and compiler included, and the reactor spins
 * where it has nothing to do: of a machine with nothing beside it that is the time by the wall.
 */
@State(Scope.Thread)
public class JobsBenchmark {
  private static final int JOBS = 1_000_000;
  private static final int WARM_JOBS = 100_000;

  /** Of so many jobs the peer has the blobs, and hashes them so often on either side of ours. */
  private static final int PEER_JOBS = 1_000;

  private static final int PEER_ROUNDS = 300;

  /** The most that the heap may grow to, in which the jobs wait. */
  private static final long HEAP_BYTES_MAX = 512L << 20;

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** What the peer hashes. */
  private final List<byte[]> contents = new ArrayList<>();

  @Setup
  public void warmUp() {
    Fixture.require(
        Runtime.getRuntime().maxMemory() <= HEAP_BYTES_MAX,
        "the heap may grow to " + Runtime.getRuntime().maxMemory() + " B");
    new NullJobs(PEER_JOBS, true) {
      @Override
      public CompletableFuture<Outcome> submit(Request request) {
        Blob blob = request.blob();
        if (blob != null) {
          contents.add(blob.bytes());
        }
        return super.submit(request);
      }
    }.run();
    new NullJobs(WARM_JOBS, true).run();
  }

  @Benchmark
  public void pair(Sides sides, Blackhole hole) {
    sides.clock = PROCESS::getProcessCpuTime;
    sides.peer(() -> hash(hole));
    sides.ours(() -> new NullJobs(JOBS, true).run());
    sides.peer(() -> hash(hole));
  }

  private int hash(Blackhole hole) {
    for (int round = 0; round < PEER_ROUNDS; round++) {
      for (byte[] content : contents) {
        hole.consume(Blob.of(HashAlgorithm.SHA256, content));
      }
    }
    return PEER_ROUNDS * PEER_JOBS * NullJobs.TRANSITIONS;
  }
}
