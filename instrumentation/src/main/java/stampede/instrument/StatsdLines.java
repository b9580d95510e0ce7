package stampede.instrument;

/** The rules of StatsD's lines, {@code name:value|type}. */
final class StatsdLines {
  private StatsdLines() {}

  static boolean isTiming(String line) {
    return line.endsWith("|ms");
  }

  /**
   * The line so that a server sets what the gauge reads. A server takes a gauge's sign for "add to
   * what you hold" (statsd, docs/metric_types.md): a negative value is preceded by a zero, in the
   * same text and so in the same datagram, and minus zero becomes zero. Other lines are returned.
   */
  static String unsigned(String line) {
    int colon = line.lastIndexOf(':');
    if (colon < 0 || !line.endsWith("|g") || !line.startsWith("-", colon + 1)) {
      return line;
    }
    String zero = line.substring(0, colon) + ":0|g";
    return line.startsWith("-0|", colon + 1) ? zero : zero + "\n" + line;
  }
}
