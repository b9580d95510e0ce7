package stampede.instrument;

import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import stampede.store.BadInputException;

/**
 * Where and how timings are shipped. Immutable.
 *
 * @param address as {@link StatsdAddress#parse} gives it; unresolved where the host has no address:
 *     then nothing is sent and every line is counted as not sent
 * @param prefix what names start with, without a dot at the end: at most 127 letters, digits, dots,
 *     dashes and underscores
 * @param sampleRate the share of timings that is sent, above 0 and at most 1, as it stands in lines
 * @param seed of the choice of that share
 * @param requests whether response times are shipped as well
 */
public record StatsdSettings(
    InetSocketAddress address,
    String prefix,
    StatsdFlavor flavor,
    BigDecimal sampleRate,
    long seed,
    boolean requests,
    Overflow overflow) {
  /** What becomes of a timing whose thread's ring is full. */
  public enum Overflow {
    /** It is dropped and counted. */
    DROP,
    /** Its thread waits until there is room. */
    BLOCK;

    /** The word on the command line. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.-]{1,127}");

  /**
   * Checks.
   *
   * @throws BadInputException where the prefix has another form
   */
  public StatsdSettings {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new BadInputException(
          "--statsd-prefix", prefix, "1 to 127 letters, digits, dots, dashes and underscores");
    }
    if (sampleRate.signum() <= 0 || sampleRate.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("sampleRate must be > 0 and <= 1: " + sampleRate);
    }
  }

  /** The server, as it was given. */
  public String destination() {
    return address.getHostString() + ":" + address.getPort();
  }

  /** All timings of the cache, of no requests, by etsy's lines; dropped where a ring is full. */
  public static StatsdSettings of(InetSocketAddress address, String prefix) {
    return new StatsdSettings(
        address, prefix, StatsdFlavor.ETSY, BigDecimal.ONE, 0, false, Overflow.DROP);
  }
}
