package stampede.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * What a claim came to: medians over the quicker half of the pairings, of losses over all. A ratio is
 * the median of the paired ratios, not the ratio of the medians.
 *
 * @param held what the bound is held against: the ratio, or ours
 * @param ofAll its median over all pairings, which no bound is held against
 */
record Figure(
    Claim claim,
    int pairings,
    Spread ours,
    Spread peer,
    Spread held,
    double oursBytes,
    double peerBytes,
    double ofAll) {
  static Figure of(Claim claim, List<Pairing> pairings) {
    boolean timed = claim.measure() != Claim.Measure.LOST;
    List<Pairing> half = timed ? Pairing.quickerHalf(pairings) : pairings;
    return new Figure(
        claim,
        half.size(),
        Spread.of(half, claim.measure()::ours),
        Spread.of(half, claim.measure()::peer),
        Spread.of(half, claim.measure()::held),
        Spread.of(half, pairing -> pairing.ours().bytes()).median(),
        Spread.of(half, pairing -> pairing.peer().bytes()).median(),
        Spread.of(pairings, claim.measure()::held).median());
  }

  /** How far it is on the right side of its nearer bound: at least 1 where both hold. */
  double margin() {
    return Math.min(
        claim.measure().margin(held.median(), claim.bound()), claim.bytesMax() / oursBytes);
  }

  /** Whether both bounds hold; not where a figure is no number. */
  boolean holds() {
    return margin() >= 1;
  }

  String line() {
    return claim.ours() + ": " + (claim.measure().relative ? ratio() : alone()) + verdict();
  }

  private String ratio() {
    return text(
        "%.3f x %s [%.3f-%.3f] (of all pairings %.3f), %s %.3f%s",
        held.median(),
        claim.peer(),
        held.lower(),
        held.upper(),
        ofAll,
        claim.measure().side,
        claim.bound(),
        Double.isFinite(claim.bytesMax()) ? "; " + bytes() : "");
  }

  private String alone() {
    return text(
        "%s (of all pairings %s)%s; %s; beside %s: %s",
        cell(ours),
        number(ofAll),
        bound().isEmpty() ? "" : ", " + bound(),
        bytes(),
        claim.peer(),
        cell(peer));
  }

  private String bytes() {
    return text("%.2f B an operation", oursBytes)
        + (Double.isFinite(claim.bytesMax()) ? text(", at most %.2f", claim.bytesMax()) : "");
  }

  private String verdict() {
    if (!holds()) {
      return ": BROKEN";
    }
    return bound().isEmpty() ? "" : ": holds";
  }

  /** Empty where there is none. */
  private String bound() {
    return Double.isFinite(claim.bound())
        ? claim.measure().side + " " + text("%,.1f", claim.bound())
        : "";
  }

  static final String TABLE_HEAD = """
      | what | beside | ours | peer | ratio | of all | bound | B/op ours, peer | pairings |
      |---|---|---|---|---|---|---|---|---|""";

  /** A row of the table. */
  String row() {
    boolean relative = claim.measure().relative;
    return text(
        "| %s | %s | %s | %s | %s | %s | %s | %.1f, %.1f | %d |",
        claim.ours(),
        claim.peer(),
        cell(ours),
        cell(peer),
        relative ? text("%.3f [%.3f-%.3f]", held.median(), held.lower(), held.upper()) : "",
        relative ? text("%.3f", ofAll) : number(ofAll),
        bound(),
        oursBytes,
        peerBytes,
        pairings);
  }

  private String cell(Spread spread) {
    return text(
        "%s %s [%s-%s]",
        number(spread.median()),
        claim.measure().unit,
        number(spread.lower()),
        number(spread.upper()));
  }

  private String number(double value) {
    return text("%,." + claim.measure().decimals + "f", value);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
