package stampede.instrument;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import stampede.store.BadInputException;

/** The text form of a StatsD server's address: {@code HOST:PORT}, IPv6 in brackets. */
public final class StatsdAddress {
  private static final Pattern FORM =
      Pattern.compile("([^\\s:\\[\\]]+|\\[[0-9A-Fa-f:.%]+]):(\\d{1,5})");
  private static final int PORT_MAX = 65_535;
  private static final String EXPECTED = "HOST:PORT with a port from 1 to " + PORT_MAX;

  private StatsdAddress() {}

  /**
   * The address, its host resolved now and once; unresolved where the host has no address.
   *
   * @throws BadInputException where the text has another form
   */
  public static InetSocketAddress parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new BadInputException("--statsd", text, EXPECTED);
    }
    int port = Integer.parseInt(matcher.group(2));
    if (port < 1 || port > PORT_MAX) {
      throw new BadInputException("--statsd", text, EXPECTED);
    }
    return new InetSocketAddress(matcher.group(1), port);
  }
}
