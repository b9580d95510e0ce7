package stampede.store;

import org.jspecify.annotations.Nullable;

/**
 * Something that a user gave is not what the program needs. Carries what {@code cli} prints as one
 * line.
 */
public final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String value;
  private final String expected;

  /**
   * Describes the input.
   *
   * @param field where it was given: an option, a key with its file and line, a path
   * @param value what was given, redacted where it may hold a secret
   * @param expected what the program would have taken
   */
  public BadInputException(String field, String value, String expected) {
    this(field, value, expected, null);
  }

  /** Describes the input, with what was thrown when it was tried. */
  public BadInputException(String field, String value, String expected, @Nullable Throwable cause) {
    super(field + ": " + oneLine(value) + ": expected " + expected, cause);
    this.field = field;
    this.value = value;
    this.expected = expected;
  }

  private static String oneLine(String text) {
    String shown = text.length() > 200 ? text.substring(0, 200) + "..." : text;
    return shown.replaceAll("\\p{Cntrl}", " ");
  }

  public String field() {
    return field;
  }

  public String value() {
    return value;
  }

  public String expected() {
    return expected;
  }
}
