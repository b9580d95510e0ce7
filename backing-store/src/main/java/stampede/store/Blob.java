package stampede.store;

/**
 * Immutable bytes with their address. The array is shared, never copied, on the way from the
 * traffic to the store: whoever makes a blob gives the array up. Equality is identity: compare
 * addresses.
 */
public final class Blob {
  private final BlobRef ref;
  private final byte[] bytes;

  private Blob(BlobRef ref, byte[] bytes) {
    this.ref = ref;
    this.bytes = bytes;
  }

  /** The blob of {@code bytes}, hashed here. */
  public static Blob of(HashAlgorithm algorithm, byte[] bytes) {
    return new Blob(BlobRef.ofContent(algorithm, bytes), bytes);
  }

  /** The blob of {@code bytes}, whose address the caller vouches for: nothing is hashed. */
  public static Blob trusted(BlobRef ref, byte[] bytes) {
    return new Blob(ref, bytes);
  }

  /** The address. */
  public BlobRef ref() {
    return ref;
  }

  /** The content itself, not a copy: never written to. */
  public byte[] bytes() {
    return bytes;
  }

  /** The length of the content in bytes; may be zero. */
  public int sizeBytes() {
    return bytes.length;
  }

  /** Whether the content hashes to the address: computes the digest. */
  public boolean verifies() {
    return BlobRef.ofContent(ref.algorithm(), bytes).equals(ref);
  }

  @Override
  public String toString() {
    return ref + " (" + bytes.length + " B)";
  }
}
