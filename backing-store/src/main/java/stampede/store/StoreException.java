package stampede.store;

import org.jspecify.annotations.Nullable;

/** A backing store did not do what was asked. The message names the store, redacted. */
public abstract sealed class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The store cannot be reached or opened, or failed at input or output. */
  public static final class Unavailable extends StoreException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The store has no room left. */
  public static final class NoSpace extends StoreException {
    private static final long serialVersionUID = 1L;

    public NoSpace(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** What the store holds is damaged, or does not hash to its address. */
  public static final class Corrupt extends StoreException {
    private static final long serialVersionUID = 1L;

    public Corrupt(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The store was closed before the answer. */
  public static final class Closed extends StoreException {
    private static final long serialVersionUID = 1L;

    public Closed(String message) {
      super(message, null);
    }
  }
}
