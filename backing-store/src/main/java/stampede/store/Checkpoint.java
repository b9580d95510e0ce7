package stampede.store;

import java.util.Arrays;

/**
 * The value of a checkpoint. Stores keep it sealed, the digest of the value before the value, so
 * that damage is seen. Immutable.
 */
final class Checkpoint {
  private static final HashAlgorithm SEAL = HashAlgorithm.SHA256;

  private final byte[] value;

  private Checkpoint(byte[] value) {
    this.value = value;
  }

  /** The checkpoint of a value, of which this is a copy. */
  static Checkpoint of(byte[] value) {
    return new Checkpoint(value.clone());
  }

  /**
   * Reads what {@link #sealed} made.
   *
   * @param where the place it was read from, for the message
   * @throws StoreException.Corrupt where it is not what was sealed
   */
  static Checkpoint open(String where, byte[] sealed) {
    int start = SEAL.digestBytes();
    if (sealed.length >= start) {
      byte[] value = Arrays.copyOfRange(sealed, start, sealed.length);
      if (Arrays.equals(SEAL.digest(value), Arrays.copyOf(sealed, start))) {
        return new Checkpoint(value);
      }
    }
    throw new StoreException.Corrupt(where + ": a checkpoint is not what was put", null);
  }

  /** The size of what {@link #sealed} makes of a value of {@code sizeBytes}. */
  static long sealedBytes(int sizeBytes) {
    return (long) SEAL.digestBytes() + sizeBytes;
  }

  /** A new array: digest, then value. */
  byte[] sealed() {
    byte[] digest = SEAL.digest(value);
    byte[] sealed = Arrays.copyOf(digest, digest.length + value.length);
    System.arraycopy(value, 0, sealed, digest.length, value.length);
    return sealed;
  }

  /** A new copy of the value. */
  byte[] value() {
    return value.clone();
  }

  int sizeBytes() {
    return value.length;
  }
}
