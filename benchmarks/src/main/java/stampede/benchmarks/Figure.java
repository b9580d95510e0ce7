package stampede.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * What a claim came to: medians over the quicker half of the pairings. The ratio is the median of
 * the paired ratios, not the ratio of the medians.
 *
 * @param ofAll the median of the paired ratios of all pairings, which no bound is held against
 */
record Figure(
    Claim claim,
    int pairings,
    Spread ours,
    Spread peer,
    Spread ratio,
    double oursBytes,
    double peerBytes,
    double ofAll) {
  static Figure of(Claim claim, List<Pairing> pairings) {
    List<Pairing> half = Pairing.quickerHalf(pairings);
    return new Figure(
        claim,
        half.size(),
        Spread.of(half, claim.measure()::ours),
        Spread.of(half, claim.measure()::peer),
        Spread.of(half, claim.measure()::ratio),
        Spread.of(half, Pairing::oursBytes).median(),
        Spread.of(half, Pairing::peerBytes).median(),
        Spread.of(pairings, claim.measure()::ratio).median());
  }

  /** How far it is on the right side of its nearer bound: at least 1 where both hold. */
  double margin() {
    return Math.min(
        claim.measure().margin(ratio.median(), claim.bound()), claim.bytesMax() / oursBytes);
  }

  /** Whether both bounds hold; not where a figure is no number. */
  boolean holds() {
    return margin() >= 1;
  }

  String line() {
    String bytes = Double.isFinite(claim.bytesMax())
        ? text("; %.2f B an operation, at most %.2f", oursBytes, claim.bytesMax())
        : "";
    return text(
        "%s: %.3f x %s [%.3f-%.3f] (of all pairings %.3f), %s %.3f%s: %s",
        claim.ours(),
        ratio.median(),
        claim.peer(),
        ratio.lower(),
        ratio.upper(),
        ofAll,
        claim.measure().side,
        claim.bound(),
        bytes,
        holds() ? "holds" : "BROKEN");
  }

  static final String TABLE_HEAD = """
      | what | beside | ours | peer | ratio | of all | bound | B/op ours, peer | pairings |
      |---|---|---|---|---|---|---|---|---|""";

  /** A row of the table. */
  String row() {
    String side = claim.measure().side + " ";
    return text(
        "| %s | %s | %s | %s | %.3f [%.3f-%.3f] | %.3f | %s | %.1f, %.1f | %d |",
        claim.ours(),
        claim.peer(),
        cell(ours),
        cell(peer),
        ratio.median(),
        ratio.lower(),
        ratio.upper(),
        ofAll,
        side + claim.bound(),
        oursBytes,
        peerBytes,
        pairings);
  }

  private String cell(Spread spread) {
    return text(
        "%,.0f %s [%,.0f-%,.0f]",
        spread.median(), claim.measure().unit, spread.lower(), spread.upper());
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
