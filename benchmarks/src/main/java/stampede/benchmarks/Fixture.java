package stampede.benchmarks;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import stampede.cache.CacheListener;
import stampede.cache.CacheSettings;
import stampede.cache.ContentCache;
import stampede.store.BlobRef;
import stampede.store.HashAlgorithm;
import stampede.store.SplitMix;

/** The caches and addresses of the benchmarks. */
final class Fixture {
  /** The size of every blob; all share one content, so that the heap holds entries and little else. */
  static final int BLOB_BYTES = 1024;

  static final byte[] CONTENT = new byte[BLOB_BYTES];

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int DIGEST_BYTES = 32;

  private Fixture() {}

  /** Address {@code index}: a new instance with each call, equal to the last. */
  static BlobRef ref(long index) {
    byte[] digest = new byte[DIGEST_BYTES];
    for (int at = 0; at < DIGEST_BYTES; at += Long.BYTES) {
      LONGS.set(digest, at, SplitMix.at(at, index));
    }
    return BlobRef.ofDigest(HashAlgorithm.SHA256, digest);
  }

  /** Addresses {@code from} and the next. */
  static BlobRef[] refs(long from, int count) {
    var refs = new BlobRef[count];
    for (int i = 0; i < count; i++) {
      refs[i] = ref(from + i);
    }
    return refs;
  }

  /**
   * Our cache with room for so many clean blobs. Its content does not hash to its addresses, so it is
   * not verified: the peers hash nothing either.
   */
  static ContentCache ours(int entriesMax) {
    var settings = CacheSettings.DEFAULT
        .with()
        .cleanBytesMax((long) entriesMax * BLOB_BYTES)
        .verify(false)
        .build();
    return new ContentCache(
        FixedStore.of(CONTENT), settings, () -> 0, (nanos, task) -> {}, CacheListener.none());
  }

  /** A Caffeine with the policy, the bound and the executor of our cache, each value of one weight. */
  static <V> Caffeine<BlobRef, V> peer(int entriesMax) {
    return Caffeine.newBuilder()
        .maximumWeight((long) entriesMax * BLOB_BYTES)
        .<BlobRef, V>weigher((ref, value) -> BLOB_BYTES)
        .executor(Runnable::run);
  }

  static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("the benchmark did not do what it measures: " + what);
    }
  }
}
