package stampede.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import stampede.store.Blob;
import stampede.store.Blobs;
import stampede.store.HashAlgorithm;

/** What a planned store costs to prepare: its content and its digest. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BlobsBenchmark {
  @Param({"1024", "16384"})
  int sizeBytes;

  private long key;

  @Benchmark
  public byte[] content() {
    return Blobs.content(1, key++, sizeBytes);
  }

  @Benchmark
  public Blob hashed() {
    return Blobs.of(1, key++, sizeBytes, HashAlgorithm.SHA256);
  }
}
