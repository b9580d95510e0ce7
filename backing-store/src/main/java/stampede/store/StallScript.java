package stampede.store;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import stampede.time.Durations;

/**
 * When a store is silent, counted from its opening. Immutable.
 *
 * @param stalls in order, none before the end of the one before it
 */
record StallScript(List<Stall> stalls) {
  /** What a text may be, for messages. */
  static final String EXPECTED =
      "stall=AT+FOR,... in order, FOR above zero, none before the end of the one before it";

  static final StallScript NONE = new StallScript(List.of());

  private static final Pattern STALL = Pattern.compile("([^+]+)\\+([^+]+)");

  /** Silence from {@code startNanos} on, and before {@code endNanos}. */
  record Stall(long startNanos, long endNanos) {}

  StallScript {
    stalls = List.copyOf(stalls);
  }

  /**
   * The script written as {@code text}: {@code 10s+2s,30s+500ms}.
   *
   * @throws IllegalArgumentException where the text is not what {@link #EXPECTED} says, or a stall
   *     ends later than {@link Latency#NANOS_MAX}
   */
  static StallScript parse(String text) {
    List<Stall> stalls = new ArrayList<>();
    long lastEndNanos = 0;
    for (String written : text.split(",", -1)) {
      Matcher matcher = STALL.matcher(written);
      require(matcher.matches());
      long startNanos = Durations.parseNanos(matcher.group(1));
      long lengthNanos = Durations.parseNanos(matcher.group(2));
      require(startNanos >= lastEndNanos && lengthNanos > 0);
      require(startNanos <= Latency.NANOS_MAX && lengthNanos <= Latency.NANOS_MAX - startNanos);
      lastEndNanos = startNanos + lengthNanos;
      stalls.add(new Stall(startNanos, lastEndNanos));
    }
    return new StallScript(stalls);
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException(EXPECTED);
    }
  }

  boolean isEmpty() {
    return stalls.isEmpty();
  }

  /** When an answer comes that falls due at {@code dueNanos}: then, or at the end of the stall. */
  long answerNanos(long dueNanos) {
    long answerNanos = dueNanos;
    for (Stall stall : stalls) {
      if (stall.startNanos() <= answerNanos && answerNanos < stall.endNanos()) {
        answerNanos = stall.endNanos();
      }
    }
    return answerNanos;
  }
}
