package stampede.store;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Names a backing store: {@code scheme:rest?name=value&...}. Its text form is redacted: user info
 * and the values of query parameters that may be secret are replaced by {@code ***}. Immutable.
 *
 * <p>The scheme is lower case. The rest is taken as it is, so that a path needs no escapes; where it
 * begins with {@code //} an authority follows, {@code [user info@]host[:port]}. Values of parameters
 * are percent-encoded (RFC 3986, UTF-8; a plus is a plus), and an at sign in the query must be. No
 * part holds a control character.
 */
public final class StoreUri {
  /** The largest blob that a store takes, in bytes, unless its URI says otherwise. */
  public static final int BLOB_BYTES_MAX = 1 << 20;

  private static final int BLOB_BYTES_MAX_MAX = 1 << 30;
  private static final String BLOB_MAX = "blob-max";
  private static final String FIELD = "store";
  private static final String HIDDEN = "***";
  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");
  private static final Pattern HOST_PORT =
      Pattern.compile("([A-Za-z0-9._~-]+(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]+](:[0-9]{1,5})?)?");

  /** Parameters whose values are shown; every other value is hidden. */
  private static final Set<String> SHOWN = Set.of(
      BLOB_MAX,
      "endpoint",
      "errors",
      "latency",
      "path-style",
      "region",
      "seed",
      "stall",
      "synchronous");

  private final String scheme;
  private final String rest;
  private final Map<String, String> params;
  private final String redacted;

  private StoreUri(String scheme, String rest, Map<String, String> params, String redacted) {
    this.scheme = scheme;
    this.rest = rest;
    this.params = params;
    this.redacted = redacted;
  }

  /**
   * Reads a URI.
   *
   * @throws BadInputException where the text is no URI of this form; of the text, the message holds
   *     the scheme at most
   */
  public static StoreUri parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0 || !SCHEME.matcher(text).region(0, colon).matches()) {
      throw new BadInputException(FIELD, HIDDEN, "a URI, scheme:rest, the scheme in lower case");
    }
    String scheme = text.substring(0, colon);
    int question = text.indexOf('?', colon);
    String rest = text.substring(colon + 1, question < 0 ? text.length() : question);
    require(text.chars().noneMatch(Character::isISOControl), scheme, "no control character");
    require(hasSoundAuthority(rest), scheme, "//host, //host:port or //user:password@host");
    var params = new LinkedHashMap<String, String>();
    StringBuilder redacted = new StringBuilder(scheme).append(':').append(withoutUserInfo(rest));
    if (question >= 0) {
      String query = text.substring(question + 1);
      require(query.indexOf('@') < 0, scheme, "%40 for an at sign in the query");
      readQuery(scheme, query, params, redacted);
    }
    return new StoreUri(scheme, rest, params, redacted.toString());
  }

  private static void require(boolean holds, String scheme, String expected) {
    if (!holds) {
      throw new BadInputException(FIELD, scheme + ":" + HIDDEN, expected);
    }
  }

  private static boolean hasSoundAuthority(String rest) {
    if (!rest.startsWith("//")) {
      return true;
    }
    int slash = rest.indexOf('/', 2);
    String authority = rest.substring(2, slash < 0 ? rest.length() : slash);
    return HOST_PORT
        .matcher(authority.substring(authority.lastIndexOf('@') + 1))
        .matches();
  }

  /**
   * Hides all before the last at sign where that may be user info: after {@code //} always, since a
   * password may hold an unescaped slash, and elsewhere where a colon stands before it.
   */
  private static String withoutUserInfo(String rest) {
    int at = rest.lastIndexOf('@');
    if (rest.startsWith("//")) {
      return at < 0 ? rest : "//" + HIDDEN + rest.substring(at);
    }
    return rest.lastIndexOf(':', at) < 0 || at < 0 ? rest : HIDDEN + rest.substring(at);
  }

  private static void readQuery(
      String scheme, String query, Map<String, String> params, StringBuilder redacted) {
    char separator = '?';
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = pair.substring(0, Math.max(0, equals));
      require(NAME.matcher(name).matches(), scheme, "parameters of the form name=value");
      String written = pair.substring(equals + 1);
      String value = decode(scheme, written);
      require(params.put(name, value) == null, scheme, "each parameter once");
      boolean shown = SHOWN.contains(name) && value.indexOf('@') < 0;
      redacted.append(separator).append(name).append('=').append(shown ? written : HIDDEN);
      separator = '&';
    }
  }

  private static String decode(String scheme, String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] != '%') {
        decoded.put(encoded[i]);
        continue;
      }
      boolean whole = i + 2 < encoded.length;
      int high = whole ? Character.digit(encoded[i + 1], 16) : -1;
      int low = whole ? Character.digit(encoded[i + 2], 16) : -1;
      require(high >= 0 && low >= 0, scheme, "two hex digits after a percent sign");
      decoded.put((byte) (high << 4 | low));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new BadInputException(FIELD, scheme + ":" + HIDDEN, "UTF-8 behind the percent signs");
    }
  }

  /** The scheme, lower case, without the colon. */
  public String scheme() {
    return scheme;
  }

  /**
   * What stands between the scheme's colon and the query, as written. It may hold a password: for
   * the store that is opened, never for a message.
   */
  public String rest() {
    return rest;
  }

  /** The decoded value of a parameter, or empty where it was not given. May be a secret. */
  public Optional<String> param(String name) {
    return Optional.ofNullable(params.get(name));
  }

  /**
   * The largest blob that the store shall take, in bytes: the parameter {@code blob-max}, which every
   * store has, a size from 0 B to 1 GiB.
   *
   * @throws BadInputException where the parameter is no such size
   */
  public int blobBytesMax() {
    Optional<String> given = param(BLOB_MAX);
    if (given.isEmpty()) {
      return BLOB_BYTES_MAX;
    }
    try {
      long bytes = ByteSizes.parseBytes(given.get());
      if (bytes <= BLOB_BYTES_MAX_MAX) {
        return (int) bytes;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the same answer.
    }
    throw new BadInputException(FIELD, redacted, "blob-max=SIZE, from 0B to 1GiB");
  }

  /**
   * Refuses parameters that a store does not have, {@code blob-max} aside, which each has.
   *
   * @throws BadInputException where a parameter was given whose name is not among {@code names}
   */
  public void requireOnly(String... names) {
    var known = new TreeSet<>(List.of(names));
    known.add(BLOB_MAX);
    if (!known.containsAll(params.keySet())) {
      String expected = "no parameters but " + String.join(", ", known);
      throw new BadInputException(FIELD, redacted, expected);
    }
  }

  /** The URI without its secrets. */
  @Override
  public String toString() {
    return redacted;
  }
}
