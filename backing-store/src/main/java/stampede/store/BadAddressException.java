package stampede.store;

/** Something is no address of a blob, or none of the algorithm that is wanted. */
public final class BadAddressException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** The message says what is wanted, and what was given. */
  public BadAddressException(String message) {
    super(message);
  }
}
