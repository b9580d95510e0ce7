package stampede.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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
  private static final int WORDS = 4;
  private static final int SHOWN_MAX = 100;
  private static final Pattern NOT_PLAIN = Pattern.compile("[^ -~]");

  private final HashAlgorithm algorithm;
  // The digest in big-endian words, the tail of a SHA-1 filled with zeros.
  private final long word0;
  private final long word1;
  private final long word2;
  private final long word3;

  private BlobRef(HashAlgorithm algorithm, byte[] padded) {
    this.algorithm = algorithm;
    this.word0 = (long) LONGS.get(padded, 0);
    this.word1 = (long) LONGS.get(padded, 8);
    this.word2 = (long) LONGS.get(padded, 16);
    this.word3 = (long) LONGS.get(padded, 24);
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
    return new BlobRef(algorithm, Arrays.copyOf(digest, WORDS * Long.BYTES));
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
    byte[] padded = new byte[WORDS * Long.BYTES];
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
