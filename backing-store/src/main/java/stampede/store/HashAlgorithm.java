package stampede.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digests that address a blob (flux RFC 10). Thread-safe. */
public enum HashAlgorithm {
  SHA256("sha256", "SHA-256", 32),
  SHA1("sha1", "SHA-1", 20);

  private final String prefix;
  private final String jcaName;
  private final int digestBytes;

  HashAlgorithm(String prefix, String jcaName, int digestBytes) {
    this.prefix = prefix;
    this.jcaName = jcaName;
    this.digestBytes = digestBytes;
  }

  /** The word before the dash of a blobref: {@code sha256} or {@code sha1}. */
  public String prefix() {
    return prefix;
  }

  /** The length of a digest in bytes. */
  public int digestBytes() {
    return digestBytes;
  }

  /** The digest of all of {@code bytes}. */
  byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance(jcaName).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has " + jcaName, e);
    }
  }
}
