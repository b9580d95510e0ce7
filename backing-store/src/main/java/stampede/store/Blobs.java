package stampede.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Blob contents as a pure function of a seed, a key and a size. Thread-safe. */
public final class Blobs {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Blobs() {}

  /**
   * The content of key {@code key}: {@code sizeBytes} incompressible bytes. Two keys of a seed have
   * different contents as soon as the size holds a word. A new array.
   */
  public static byte[] content(long seed, long key, int sizeBytes) {
    byte[] bytes = new byte[sizeBytes];
    SplitMix words = new SplitMix(SplitMix.mix(seed ^ SplitMix.mix(key)));
    int at = 0;
    for (; at + Long.BYTES <= sizeBytes; at += Long.BYTES) {
      LONGS.set(bytes, at, words.next());
    }
    for (long tail = words.next(); at < sizeBytes; at++, tail >>>= Byte.SIZE) {
      bytes[at] = (byte) tail;
    }
    return bytes;
  }

  /** The blob of {@link #content}, hashed here. */
  public static Blob of(long seed, long key, int sizeBytes, HashAlgorithm algorithm) {
    return Blob.of(algorithm, content(seed, key, sizeBytes));
  }
}
