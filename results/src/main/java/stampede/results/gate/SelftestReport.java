package stampede.results.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import stampede.results.Json;
import stampede.results.TextTable;

/**
 * What simulated checks came to: {@code selftest.json}.
 *
 * @param jobs of each combination of noise and what is slower
 * @param bounds what has to hold
 */
public record SelftestReport(
    int formatVersion, int jobs, long seed, List<Row> rows, List<Bound> bounds) {
  /** The format that this version writes. */
  public static final int FORMAT_VERSION = 1;

  private static final double FALSE_ALARMS_MAX = 0.003;
  private static final double AT_MARGIN_MAX = 0.01;
  private static final double FOUND_MIN = 0.95;

  /**
   * What a statistic of the slower series came to, or all checks together.
   *
   * @param slower what is slower: {@link #SERIES}, all statistics of one, or of it the word of a {@link
   *     Stat} alone
   * @param stat the word of a {@link Stat}, or {@link #ANY}: some check of the job, and its verdict
   * @param flagged in how many jobs
   * @param confirmed in how many jobs by fresh pairs
   * @param invalidShare of the jobs whose verdict is INVALID
   * @param meanPairs of a job, those of the confirmation among them
   */
  public record Row(
      int noisePercent,
      int effectPercent,
      String slower,
      String stat,
      int jobs,
      int flagged,
      double flaggedShare,
      int confirmed,
      double confirmedShare,
      double inconclusiveShare,
      double invalidShare,
      double meanPairs) {
    /** In place of a statistic: any of all checks. */
    public static final String ANY = "any";

    /** In place of a statistic that alone is slower: the whole series. */
    public static final String SERIES = "series";

    boolean alone() {
      return !slower.equals(SERIES);
    }
  }

  /**
   * A bound of a share.
   *
   * @param text what is bounded, and how
   */
  public record Bound(String text, double share, boolean holds) {}

  /** Copies the lists. */
  public SelftestReport {
    rows = List.copyOf(rows);
    bounds = List.copyOf(bounds);
  }

  static SelftestReport of(int jobs, long seed, List<Row> rows) {
    List<Bound> bounds = new ArrayList<>();
    for (Row row : rows) {
      String where = " at " + row.noisePercent() + " % noise";
      if (row.effectPercent() == 0 && row.stat().equals(Row.ANY)) {
        bounds.add(atMost("equal arms flagged" + where, row.flaggedShare(), FALSE_ALARMS_MAX));
      }
      Stat stat = Stat.ofWord(row.stat());
      boolean noneBeyond = row.alone() || row.effectPercent() <= marginPercent(Stat.P50);
      if (stat != null && row.effectPercent() == marginPercent(stat) && noneBeyond) {
        bounds.add(atMost(
            row.stat() + " at its margin flagged" + where, row.flaggedShare(), AT_MARGIN_MAX));
      }
      if (stat == Stat.P50
          && row.alone()
          && row.effectPercent() == 10
          && row.noisePercent() == 10) {
        bounds.add(new Bound(
            "p50 alone of +10 % flagged" + where + ", at least " + percent(FOUND_MIN),
            row.flaggedShare(),
            row.flaggedShare() >= FOUND_MIN));
      }
    }
    return new SelftestReport(FORMAT_VERSION, jobs, seed, rows, bounds);
  }

  static int marginPercent(Stat stat) {
    return (int) Math.round(100 * stat.defaultMargin());
  }

  private static Bound atMost(String what, double share, double max) {
    return new Bound(what + ", at most " + percent(max), share, share <= max);
  }

  /** Whether every bound holds. */
  public boolean holds() {
    return bounds.stream().allMatch(Bound::holds);
  }

  /** One JSON object. */
  public String toJson() {
    return Json.text(this);
  }

  /** The tables and the bounds; ASCII lines. */
  public String toText() {
    Predicate<Row> any = row -> row.stat().equals(Row.ANY);
    Predicate<Row> alone = Row::alone;
    var text =
        new StringBuilder("One of four series slower, " + jobs + " checks a row; all checks:\n");
    text.append(TextTable.of(
        List.of("noise", "slower", "flagged", "confirmed", "inconclusive", "invalid", "pairs"),
        rows.stream().filter(any).map(SelftestReport::cells).toList(),
        0));
    text.append("\nThe slower series of them:\n").append(byStat(any.or(alone).negate()));
    text.append("\nOne statistic of a series slower, alone:\n").append(byStat(alone));
    text.append('\n');
    for (Bound bound : bounds) {
      text.append(bound.holds() ? "holds: " : "DOES NOT HOLD: ")
          .append(bound.text())
          .append(": ")
          .append(percent(bound.share()))
          .append('\n');
    }
    return text.toString();
  }

  private String byStat(Predicate<Row> which) {
    return TextTable.of(
        List.of("stat", "noise", "slower", "flagged", "confirmed", "inconclusive"),
        rows.stream()
            .filter(which)
            .map(row -> {
              List<String> cells = new ArrayList<>(cells(row).subList(0, 5));
              cells.add(0, row.stat());
              return cells;
            })
            .toList(),
        1);
  }

  private static List<String> cells(Row row) {
    return List.of(
        row.noisePercent() + " %",
        "+" + row.effectPercent() + " %",
        percent(row.flaggedShare()),
        percent(row.confirmedShare()),
        percent(row.inconclusiveShare()),
        percent(row.invalidShare()),
        String.format(Locale.ROOT, "%.1f", row.meanPairs()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
