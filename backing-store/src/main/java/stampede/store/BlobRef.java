package stampede.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The address of a blob: the digest of its content, written {@code sha256-<64 hex>} or {@code
 * sha1-<40 hex>} in lower case (flux RFC 10). Immutable.
 */
public final class BlobRef {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** The longest digest, in bytes. */
  public static final int PADDED_BYTES = 32;

  private static final int SHOWN_MAX = 100;
  private static final Pattern NOT_PLAIN = Pattern.compile("[^ -~]");

  private final HashAlgorithm algorithm;
  // The digest in big-endian words, the tail of a SHA-1 filled with zeros.
  private final long word0;
  private final long word1;
  private final long word2;
  private final long word3;

  private BlobRef(HashAlgorithm algorithm, long word0, long word1, long word2, long word3) {
    this.algorithm = algorithm;
    this.word0 = word0;
    this.word1 = word1;
    this.word2 = word2;
    this.word3 = word3;
  }

  /**
   * The address whose digest is {@code digest}.
   *
   * @throws BadAddressException where the digest is not as long as the algorithm's
   */
  public static BlobRef ofDigest(HashAlgorithm algorithm, byte[] digest) {
    if (digest.length != algorithm.digestBytes()) {
      throw new BadAddressException("a " + algorithm.prefix() + " digest is "
          + algorithm.digestBytes() + " bytes: " + digest.length);
    }
    byte[] padded = Arrays.copyOf(digest, PADDED_BYTES);
    return new BlobRef(
        algorithm,
        (long) LONGS.get(padded, 0),
        (long) LONGS.get(padded, 8),
        (long) LONGS.get(padded, 16),
        (long) LONGS.get(padded, 24));
  }

  /** The address that {@link #putPadded} has put at {@code at} of a big-endian buffer. */
  public static BlobRef getPadded(HashAlgorithm algorithm, ByteBuffer from, int at) {
    return new BlobRef(
        algorithm,
        from.getLong(at),
        from.getLong(at + 8),
        from.getLong(at + 16),
        from.getLong(at + 24));
  }

  /** Puts the digest at {@code at} of a big-endian buffer, and zeros up to {@link #PADDED_BYTES}. */
  public void putPadded(ByteBuffer to, int at) {
    to.putLong(at, word0);
    to.putLong(at + 8, word1);
    to.putLong(at + 16, word2);
    to.putLong(at + 24, word3);
  }

  /** The address of {@code content}. */
  public static BlobRef ofContent(HashAlgorithm algorithm, byte[] content) {
    return ofDigest(algorithm, algorithm.digest(content));
  }

  /**
   * The address written as {@code text}.
   *
   * @throws BadAddressException where the prefix, the length or a digit is wrong; upper case is. Of
   *     the text, the message holds the first {@value #SHOWN_MAX} characters at most, on one line
   */
  public static BlobRef parse(String text) {
    for (HashAlgorithm algorithm : HashAlgorithm.values()) {
      int start = algorithm.prefix().length() + 1;
      if (text.startsWith(algorithm.prefix() + "-")
          && text.length() == start + 2 * algorithm.digestBytes()
          && isLowerHex(text, start)) {
        return ofDigest(algorithm, HexFormat.of().parseHex(text, start, text.length()));
      }
    }
    throw new BadAddressException(
        "a blobref is sha256-<64 lower-case hex> or sha1-<40 lower-case hex>: " + shown(text));
  }

  private static String shown(String text) {
    String cut = text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "..." : text;
    return NOT_PLAIN.matcher(cut).replaceAll("?");
  }

  private static boolean isLowerHex(String text, int start) {
    return text.chars().skip(start).allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  /** The algorithm of the digest. */
  public HashAlgorithm algorithm() {
    return algorithm;
  }

  /** A new copy of the digest. */
  public byte[] digest() {
    byte[] padded = new byte[PADDED_BYTES];
    LONGS.set(padded, 0, word0);
    LONGS.set(padded, 8, word1);
    LONGS.set(padded, 16, word2);
    LONGS.set(padded, 24, word3);
    return Arrays.copyOf(padded, algorithm.digestBytes());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlobRef that
        && word0 == that.word0
        && word1 == that.word1
        && word2 == that.word2
        && word3 == that.word3
        && algorithm == that.algorithm;
  }

  /** Part of the digest: its bits are uniform already. */
  @Override
  public int hashCode() {
    return (int) word0;
  }

  @Override
  public String toString() {
    return algorithm.prefix() + "-" + HexFormat.of().formatHex(digest());
  }
}
