package stampede.results;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.store.BadInputException;
import stampede.time.Durations;

/**
 * An objective for the response time of all requests of one operation: {@code load.p99<5ms}.
 *
 * @param field the figure, by its name in files
 * @param orEqual whether the bound itself passes
 */
public record Slo(
    String text, Operation operation, String field, boolean orEqual, long boundNanos) {
  private static final Pattern FORM = Pattern.compile(
      "(load|store)\\.(mean|max|p50|p75|p90|p95|p98|p99|p99\\.9|p99\\.99)(<=?)(.+)");

  /** What became of an objective. */
  public enum Answer {
    /** Met. */
    PASS,
    /** Missed. */
    FAIL,
    /** The sample is too small to say, or only a lower bound of the figure is known. */
    UNKNOWN;

    /** The word in files. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * An objective and its answer: an element of {@code slo[]} of {@code summary.json}.
   *
   * @param valueNanos what was judged; null where the sample does not support it
   */
  public record Result(
      String text, Answer verdict, @Nullable Long valueNanos) {}

  /**
   * Parses one objective.
   *
   * @throws BadInputException where the text has another form
   */
  public static Slo parse(String text) {
    Matcher matcher = FORM.matcher(text.replace(" ", ""));
    if (!matcher.matches()) {
      throw new BadInputException("--slo", text, "for example load.p99<5ms or store.mean<=1ms");
    }
    try {
      return new Slo(
          text,
          Operation.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
          matcher.group(2).replace('.', '_') + "Nanos",
          matcher.group(3).equals("<="),
          Durations.parseNanos(matcher.group(4)));
    } catch (IllegalArgumentException e) {
      throw new BadInputException(
          "--slo", text, "a duration after " + matcher.group(3) + " (" + e.getMessage() + ")");
    }
  }

  /** Judges the objective by the totals of a summary. */
  Result judge(List<Distribution> totals) {
    for (Distribution total : totals) {
      if (total.operation() == operation && total.clock() == Clock.RESPONSE) {
        return new Result(text, answer(total.timings()), total.timings().field(field));
      }
    }
    return new Result(text, Answer.UNKNOWN, null);
  }

  /**
   * A lower bound beyond the objective misses it. One within it stands at an open request, which may
   * have kept the promise, or at one that did not succeed, which no answer in time would have kept. A
   * percentile that the sample does not support misses where even its low bound is beyond.
   */
  private Answer answer(Timings timings) {
    Percentile percentile = Percentile.ofField(field);
    Timings.Bounds bounds = percentile == null ? null : timings.bounds().get(percentile);
    Long value = timings.field(field);
    if (value == null) {
      Long lowNanos = bounds == null ? null : bounds.lowNanos();
      return lowNanos != null && !within(lowNanos) ? Answer.FAIL : Answer.UNKNOWN;
    }
    if (!within(value)) {
      return Answer.FAIL;
    }
    if (!timings.atLeast().contains(field)) {
      return Answer.PASS;
    }
    return standsAtFailure(timings, percentile) ? Answer.FAIL : Answer.UNKNOWN;
  }

  private boolean within(long nanos) {
    return orEqual ? nanos <= boundNanos : nanos < boundNanos;
  }

  private boolean standsAtFailure(Timings timings, @Nullable Percentile percentile) {
    long above = timings.aboveAll();
    return percentile == null
        ? field.equals("maxNanos") && above > 0
        : percentile.rankOf(timings.count()) > timings.count() - above;
  }
}
