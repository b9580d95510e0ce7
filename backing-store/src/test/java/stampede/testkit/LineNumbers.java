package stampede.testkit;

/**
 * What a receiver can tell of lost lines where each datagram begins with {@code
 * <prefix>.stampede.relay.line:<N>|g}: N is the number of lines, without such first lines, in all
 * datagrams of the sender before it. Datagrams lost behind the last one received are not seen. For
 * one thread, and one sender that began at 0.
 */
public final class LineNumbers {
  /** What the name of a datagram's first line ends in. */
  public static final String SUFFIX = ".stampede.relay.line";

  private final StatsdLine.Flavor flavor;
  private long linesSentBefore;
  private long linesReceivedBefore;
  private long linesReceived;
  private long unnumbered;

  public LineNumbers(StatsdLine.Flavor flavor) {
    this.flavor = flavor;
  }

  /** Reads a datagram's number and counts its lines. One without a number counts as unnumbered. */
  public void add(String datagram) {
    String[] lines = datagram.split("\n");
    var first = flavor.parse(lines[0]).filter(LineNumbers::isNumber);
    if (first.isEmpty()) {
      unnumbered++;
      return;
    }
    linesSentBefore = (long) first.get().value();
    linesReceivedBefore = linesReceived;
    linesReceived += lines.length - 1;
  }

  /** Whether a line is a datagram's number. */
  static boolean isNumber(StatsdLine line) {
    return line.type().equals("g") && !line.signed() && line.name().endsWith(SUFFIX);
  }

  /** The lines that were sent before the last datagram and did not arrive before it. */
  public long lost() {
    return linesSentBefore - linesReceivedBefore;
  }

  /** The lines received, without the numbers themselves. */
  public long received() {
    return linesReceived;
  }

  /** The datagrams that began with another line; their lines are in no other figure. */
  public long unnumbered() {
    return unnumbered;
  }
}
