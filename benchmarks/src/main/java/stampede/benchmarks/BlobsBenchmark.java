package stampede.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import stampede.store.Blobs;
import stampede.store.HashAlgorithm;

/** Making the content of a planned store (ours) beside making and hashing it (peer). */
@State(Scope.Thread)
public class BlobsBenchmark {
  private static final int BATCH = 256;

  @Param("16384")
  int sizeBytes;

  private long key;

  @Benchmark
  public void pair(Sides sides, Blackhole hole) {
    sides.ours(() -> content(hole));
    sides.peer(() -> hashed(hole));
    sides.peer(() -> hashed(hole));
    sides.ours(() -> content(hole));
  }

  private int content(Blackhole hole) {
    for (int i = 0; i < BATCH; i++) {
      hole.consume(Blobs.content(1, key++, sizeBytes));
    }
    return BATCH;
  }

  private int hashed(Blackhole hole) {
    for (int i = 0; i < BATCH; i++) {
      hole.consume(Blobs.of(1, key++, sizeBytes, HashAlgorithm.SHA256));
    }
    return BATCH;
  }
}
