package stampede.honesty;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.instrument.Series;
import stampede.results.IntervalTimings;
import stampede.results.Percentile;
import stampede.results.Summary;
import stampede.results.SummaryText;
import stampede.results.Timings;
import stampede.results.Timings.Bounds;

/**
 * Where printed figures and the reference differ, a sentence each. A histogram holds a value to 3
 * digits and gives it rounded up, so that v is right where exact <= v <= 1.001 exact.
 */
final class Agreement {
  private static final int[] QUANTILES = {
    100, 1_000, 2_500, 5_000, 7_500, 9_000, 9_500, 9_800, 9_900, 9_990, 9_999, 10_000
  };

  private final List<String> differences = new ArrayList<>();

  private final Set<Percentile> wanted;

  /** Agreement of a run that must print some percentiles of its responses, whatever it is worth. */
  private Agreement(Percentile highest) {
    this.wanted = EnumSet.range(Percentile.P50, highest);
  }

  /**
   * All of a run in which every request was answered: files, table, and each interval.
   *
   * @param highest up to which percentile the totals of responses must be printed
   */
  static List<String> differences(Trial trial, Truth truth, Percentile highest) {
    var agreement = new Agreement(highest);
    agreement.accounts(trial.summary(), truth.count());
    agreement.summary(trial.summary(), truth);
    agreement.samples(trial.run().totals(), truth);
    agreement.intervals(trial, truth);
    agreement.text(SummaryText.of(trial.summary()), truth.response());
    return agreement.differences;
  }

  /** Of the figures alone. */
  static List<String> differences(Summary summary, Truth truth, Percentile highest) {
    var agreement = new Agreement(highest);
    agreement.accounts(summary, truth.count());
    agreement.summary(summary, truth);
    agreement.text(SummaryText.of(summary), truth.response());
    return agreement.differences;
  }

  private void accounts(Summary summary, long count) {
    equal("planned", summary.requests().planned(), count);
    equal("completed", summary.requests().completed(), count);
    equal("out of range", summary.outOfRange(), 0);
  }

  private void summary(Summary summary, Truth truth) {
    for (Clock clock : List.of(Clock.RESPONSE, Clock.SERVICE, Clock.LAG)) {
      long[] exact = exact(clock, truth);
      Timings total = summary.total(clock, Operation.LOAD);
      timings(clock + " total", total, exact, 10);
      timings(clock + " loaded", summary.series(clock, Operation.LOAD, Outcome.LOADED), exact, 10);
      if (clock == Clock.RESPONSE && total != null) {
        wanted.stream()
            .filter(percentile -> total.at(percentile) == null)
            .forEach(percentile -> differences.add(
                percentile + " is not printed: " + total.bounds().get(percentile)));
      }
    }
  }

  private static long[] exact(Clock clock, Truth truth) {
    return switch (clock) {
      case RESPONSE -> truth.response();
      case SERVICE -> truth.service();
      default -> truth.lag();
    };
  }

  /**
   * No percentile is printed with fewer than {@code aboveMin} samples above it; all others are, but
   * where bounds tell that so few are independent. What a scene must print is checked apart.
   */
  private void timings(String name, @Nullable Timings printed, long[] exact, int aboveMin) {
    if (printed == null) {
      differences.add(name + ": nothing is printed");
      return;
    }
    equal(name + " count", printed.count(), exact.length);
    if (!printed.atLeast().isEmpty()) {
      differences.add(name + ": lower bounds though all is known: " + printed.atLeast());
    }
    for (Percentile percentile : Percentile.values()) {
      int parts = (int) Math.round(100 * percentile.percent());
      Long value = printed.at(percentile);
      Bounds bounds = printed.bounds().get(percentile);
      boolean enough = supports(exact.length, parts, aboveMin);
      if (value == null ? enough && bounds == null : !enough) {
        differences.add(
            name + " " + percentile + ": printed " + value + " of " + exact.length + ", " + bounds);
      } else if (value != null) {
        rounded(name + " " + percentile, value, Truth.quantile(exact, parts));
      }
    }
    rounded(name + " max", printed.maxNanos(), exact[exact.length - 1]);
    within(name + " min", printed.minNanos(), exact[0] * 0.999 - 1, exact[0]);
    double mean = LongStream.of(exact).average().orElseThrow();
    within(name + " mean", printed.meanNanos(), mean * 0.999 - 1, mean * 1.001 + 1);
  }

  private static boolean supports(long count, int partsOf10000, int aboveMin) {
    return count * (10_000 - partsOf10000) >= aboveMin * 10_000L;
  }

  /** The distributions of the log, also where a table has no figure. */
  private void samples(Map<Series, Histogram> samples, Truth truth) {
    for (Clock clock : List.of(Clock.RESPONSE, Clock.SERVICE, Clock.LAG)) {
      Histogram sample = samples.get(new Series(clock, Operation.LOAD, Outcome.LOADED));
      long[] exact = exact(clock, truth);
      if (sample == null) {
        differences.add(clock + ": no sample in the log");
        return;
      }
      equal(clock + " samples in the log", sample.getTotalCount(), exact.length);
      for (int parts : QUANTILES) {
        rounded(
            clock + " in the log at " + parts / 100.0 + " %",
            sample.getValueAtPercentile(parts / 100.0),
            Truth.quantile(exact, parts));
      }
    }
  }

  /** A request belongs to the interval of its end; the last one takes what comes after it. */
  private void intervals(Trial trial, Truth truth) {
    List<IntervalTimings> intervals = trial.run().intervals();
    long fromNanos = 0;
    for (int i = 0; i < intervals.size(); i++) {
      boolean last = i == intervals.size() - 1;
      long toNanos = trial.firstEdgeNanos() + i * trial.scene().intervalNanos();
      Truth here = truth.ending(fromNanos, last ? Long.MAX_VALUE : toNanos);
      String name = "interval " + i + " ";
      equal(name + "completed", trial.run().rows().get(i).completed(), here.count());
      equal(name + "start", trial.run().rows().get(i).startMillis(), Scene.wallMillis(fromNanos));
      if (here.count() > 0) {
        IntervalTimings printed = intervals.get(i);
        timings(name + "response", printed.loads().get(Clock.RESPONSE), here.response(), 1);
        timings(name + "lag", printed.lag(), here.lag(), 1);
      }
      fromNanos = toNanos;
    }
  }

  /** The line that a person reads first: three digits, or none. */
  private void text(String text, long[] exact) {
    List<List<String>> lines =
        text.lines().map(line -> List.of(line.strip().split(" {2,}"))).toList();
    List<String> header = lines.get(0);
    List<String> cells = lines.stream()
        .filter(line -> line.size() >= header.size() && line.get(1).equals("total"))
        .findFirst()
        .orElse(List.of());
    if (cells.isEmpty()) {
      differences.add("the table has no total: " + text);
      return;
    }
    equal("count in the table", Long.parseLong(cells.get(3).replace(",", "")), exact.length);
    List<String> columns = List.of("p50", "p90", "p99", "p99.9", "max");
    Percentile[] percentiles = {
      Percentile.P50, Percentile.P90, Percentile.P99, Percentile.P99_9, null
    };
    int[] parts = {5_000, 9_000, 9_900, 9_990, 10_000};
    IntStream.range(0, parts.length).forEach(i -> {
      String cell = cells.get(header.indexOf(columns.get(i)));
      double right = Truth.quantile(exact, parts[i]);
      Percentile percentile = percentiles[i];
      if (cell.equals("-")) {
        if (percentile == null || wanted.contains(percentile)) {
          differences.add(columns.get(i) + " is not in the table");
        }
      } else {
        within(columns.get(i) + " in the table", nanos(cell), right * 0.995, right * 1.006);
      }
    });
  }

  private static double nanos(String cell) {
    String[] words = cell.split(" ", 2);
    double value = Double.parseDouble(words[0].replace(",", ""));
    return switch (words[1]) {
      case "ns" -> value;
      case "us" -> value * 1e3;
      case "ms" -> value * 1e6;
      case "s" -> value * 1e9;
      default -> throw new AssertionError("no duration: " + cell);
    };
  }

  private void rounded(String name, @Nullable Long printed, long exact) {
    if (printed == null || printed < exact || printed > exact + exact / 1_000) {
      differences.add(name + ": printed " + printed + ", exact " + exact);
    }
  }

  private void within(String name, @Nullable Number printed, double low, double high) {
    if (printed == null || printed.doubleValue() < low || printed.doubleValue() > high) {
      differences.add(name + ": printed " + printed + ", between " + Math.round(low) + " and "
          + Math.round(high) + " is right");
    }
  }

  private void equal(String name, @Nullable Long printed, long exact) {
    if (printed == null || printed != exact) {
      differences.add(name + ": printed " + printed + ", exact " + exact);
    }
  }
}
