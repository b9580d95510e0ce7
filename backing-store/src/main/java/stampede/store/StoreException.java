package stampede.store;

import org.jspecify.annotations.Nullable;

/**
 * A backing store, or the cache before it, did not do what was asked. Unchecked; futures fail with
 * it, and {@link Stores#open} throws it. The message names the store, redacted, or the address; the
 * cause is what the environment threw, or null. Stores make them by their constructors, which take
 * the two.
 */
public abstract sealed class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * The store cannot be reached or opened, takes no more at the moment, or failed at input or
   * output; or the cache has none registered. May succeed later.
   */
  public static final class Unavailable extends StoreException {
    private static final long serialVersionUID = 1L;

    /** The message names the store or the path; the cause is what was thrown, or null. */
    public Unavailable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The store has no room left. May succeed when there is. */
  public static final class NoSpace extends StoreException {
    private static final long serialVersionUID = 1L;

    /** The message names the store or the path; the cause is what was thrown, or null. */
    public NoSpace(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** What the store holds is damaged, or does not hash to its address. */
  public static final class Corrupt extends StoreException {
    private static final long serialVersionUID = 1L;

    /** The message names the path or the address; the cause is what was thrown, or null. */
    public Corrupt(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The store did not answer in the time that its caller had set. What was asked may still happen. */
  public static final class Timeout extends StoreException {
    private static final long serialVersionUID = 1L;

    /** The message names what was asked, and the time. */
    public Timeout(String message) {
      super(message, null);
    }
  }

  /** A blob, or the value of a checkpoint, is larger than is taken; nothing was stored. */
  public static final class TooLarge extends StoreException {
    private static final long serialVersionUID = 1L;

    private final long sizeBytes;
    private final long bytesMax;

    /** The refusal of {@code sizeBytes} by {@code where}, which takes at most {@code bytesMax}. */
    public TooLarge(String where, long sizeBytes, long bytesMax) {
      super(where + ": at most " + bytesMax + " bytes are taken: " + sizeBytes, null);
      this.sizeBytes = sizeBytes;
      this.bytesMax = bytesMax;
    }

    /** What was given, in bytes. */
    public long sizeBytes() {
      return sizeBytes;
    }

    /** The most that is taken, in bytes. */
    public long bytesMax() {
      return bytesMax;
    }
  }

  /** The store, or the cache, was closed before the answer. */
  public static final class Closed extends StoreException {
    private static final long serialVersionUID = 1L;

    /** The message names what is closed. */
    public Closed(String message) {
      super(message, null);
    }
  }
}
