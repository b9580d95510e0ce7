package stampede.results.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import stampede.results.TextTable;

/**
 * A self-test on a real machine: checks of a base against itself, of which none may find a
 * regression and nearly all have to be OK, and against itself delayed, of which nearly all have to
 * find one.
 *
 * @param wanted how many checks of each effect
 */
public record RealChecks(List<RealCheck> checks, int wanted) {
  /** By how much the candidates are delayed. */
  public static final List<Integer> EFFECTS_PERCENT = List.of(0, 20);

  /** How long a check that finds nothing may take, in the median. */
  private static final double SECONDS_MAX = 120;

  /** The share of the delayed candidates that has to be found. */
  private static final double FOUND_MIN = 0.95;

  /** The share of the equal arms that has to be shown to be OK: what decides nothing is no gate. */
  private static final double OK_MIN = 0.95;

  /** Copies the list. */
  public RealChecks {
    checks = List.copyOf(checks);
  }

  private List<RealCheck> of(int effectPercent) {
    return checks.stream()
        .filter(check -> check.effectPercent() == effectPercent)
        .toList();
  }

  /** The effect of which the fewest checks have run; -1 where all have. */
  public int nextEffectPercent() {
    int next = -1;
    int fewest = wanted;
    for (int effect : EFFECTS_PERCENT) {
      if (of(effect).size() < fewest) {
        fewest = of(effect).size();
        next = effect;
      }
    }
    return next;
  }

  private static long count(List<RealCheck> of, GateResult verdict) {
    return of.stream().filter(check -> check.verdict() == verdict).count();
  }

  private static double seconds(List<RealCheck> of) {
    return Median.of(of.stream().mapToDouble(RealCheck::elapsedSeconds).toArray());
  }

  /** What does not hold; empty where all does. */
  public List<String> failures() {
    List<String> failures = new ArrayList<>();
    for (int effect : EFFECTS_PERCENT) {
      List<RealCheck> of = of(effect);
      long found = count(of, GateResult.REGRESSION);
      if (of.size() < wanted) {
        failures.add(of.size() + " of " + wanted + " checks of +" + effect + " % have run");
      }
      if (effect == 0 && found > 0) {
        failures.add(found + " of " + of.size() + " checks of equal arms found a regression");
      }
      long ok = count(of, GateResult.OK);
      if (effect == 0 && ok < OK_MIN * of.size()) {
        failures.add(ok + " of " + of.size() + " checks of equal arms were OK");
      }
      if (effect > 0 && found < FOUND_MIN * of.size()) {
        failures.add(found + " of " + of.size() + " checks found +" + effect + " %");
      }
    }
    List<RealCheck> nothing = of(0).stream()
        .filter(check ->
            check.verdict() != GateResult.REGRESSION && check.verdict() != GateResult.INVALID)
        .toList();
    if (!nothing.isEmpty() && seconds(nothing) >= SECONDS_MAX) {
      failures.add(String.format(
          Locale.ROOT, "a check that finds nothing takes %.0f s in the median", seconds(nothing)));
    }
    return failures;
  }

  /** The table, and a line on each bound that does not hold. */
  public String text() {
    List<List<String>> rows = new ArrayList<>();
    for (int effect : EFFECTS_PERCENT) {
      List<RealCheck> of = of(effect);
      List<String> row = new ArrayList<>();
      row.add("+" + effect + " %");
      row.add(String.valueOf(of.size()));
      for (GateResult verdict : GateResult.values()) {
        row.add(String.valueOf(count(of, verdict)));
      }
      row.add(span(of, RealCheck::elapsedSeconds));
      row.add(span(of, check -> check.pairs() + check.confirmationPairs()));
      row.add(span(of, RealCheck::loadAverage));
      rows.add(row);
    }
    List<String> header = new ArrayList<>(List.of("candidate", "checks"));
    for (GateResult verdict : GateResult.values()) {
      header.add(verdict.toString());
    }
    header.addAll(List.of("seconds", "pairs", "load average"));
    String table = TextTable.of(header, rows, 1) + "median [least-greatest] of each\n";
    List<String> failures = failures();
    return table + (failures.isEmpty() ? "" : String.join("\n", failures) + "\n");
  }

  private static String span(List<RealCheck> of, ToDoubleFunction<RealCheck> value) {
    double[] sorted = of.stream().mapToDouble(value).sorted().toArray();
    return sorted.length == 0
        ? "-"
        : String.format(
            Locale.ROOT,
            "%.1f [%.1f-%.1f]",
            Median.of(sorted),
            sorted[0],
            sorted[sorted.length - 1]);
  }
}
