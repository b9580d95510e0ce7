package stampede.store;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that a user gave is not what the program needs. Carries what {@code cli} prints as one
 * line.
 */
public final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** How much is searched for secrets: the search takes the square of it, and 200 are shown. */
  private static final int TRIED_CHARS_MAX = 1024;

  private static final Pattern USER_INFO = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*+:)\\S*@");
  private static final Pattern SECRET =
      Pattern.compile("((?i:secret|password|token|key)[A-Za-z_-]*=)[^\\s&]+");

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
    super(shown(field) + ": " + shown(value) + ": expected " + expected, cause);
    this.field = field;
    this.value = value;
    this.expected = expected;
  }

  /** One line, without what may be the secret of a URI that stands where none was expected. */
  private static String shown(String text) {
    String tried = text.length() > TRIED_CHARS_MAX ? text.substring(0, TRIED_CHARS_MAX) : text;
    String masked =
        SECRET.matcher(USER_INFO.matcher(tried).replaceAll("$1***@")).replaceAll("$1***");
    String cut = masked.length() > 200 ? masked.substring(0, 200) + "..." : masked;
    return cut.replaceAll("\\p{Cntrl}", " ");
  }

  /** Where it was given. */
  public String field() {
    return field;
  }

  /** What was given, redacted as the constructor was given it. */
  public String value() {
    return value;
  }

  /** What would have been taken. */
  public String expected() {
    return expected;
  }
}
