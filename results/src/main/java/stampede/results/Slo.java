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

  /*
   * A percentile or maximum that is a lower bound stands at a request that did not succeed: no
   * answer that it could have got would keep the promise. A mean that is a lower bound may have
   * kept it.
   */
  private Answer answer(Timings timings) {
    Long value = timings.field(field);
    if (value == null) {
      return Answer.UNKNOWN;
    }
    boolean within = orEqual ? value <= boundNanos : value < boundNanos;
    if (!timings.atLeast().contains(field)) {
      return within ? Answer.PASS : Answer.FAIL;
    }
    return within && field.equals("meanNanos") ? Answer.UNKNOWN : Answer.FAIL;
  }
}
