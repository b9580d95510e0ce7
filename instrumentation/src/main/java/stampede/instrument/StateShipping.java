package stampede.instrument;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which states are shipped, and how. Immutable.
 *
 * @param states a word each, in the order of their numbers: at most 64, of at most 32 lower-case
 *     letters, digits, dashes and underscores
 * @param gauges whether the counts of samples are shipped
 * @param counters whether it is shipped how often each state was entered
 * @param timers whether times in states are taken and shipped
 * @param style of the gauges
 */
public record StateShipping(
    List<String> states, boolean gauges, boolean counters, boolean timers, GaugeStyle style) {
  /** There are no states. */
  static final StateShipping NONE =
      new StateShipping(List.of(), false, false, false, GaugeStyle.ABSOLUTE);

  private static final int STATES_MAX = 64;
  private static final Pattern WORD = Pattern.compile("[a-z0-9_-]{1,32}");

  /** Checks. */
  public StateShipping {
    states = List.copyOf(states);
    if (states.size() > STATES_MAX) {
      throw new IllegalArgumentException(
          "there must be at most " + STATES_MAX + " states: " + states.size());
    }
    for (String state : states) {
      if (!WORD.matcher(state).matches()) {
        throw new IllegalArgumentException("a state must be " + WORD + ": " + state);
      }
    }
  }

  /** Refuses the number of no state, and any where times are not shipped. */
  void checkTime(int state) {
    if (!timers) {
      throw new IllegalArgumentException("times in states must be shipped: state " + state);
    }
    if (state < 0 || state >= states.size()) {
      throw new IllegalArgumentException(
          "state must be from 0 to " + (states.size() - 1) + ": " + state);
    }
  }

  /** Refuses a sample of more or fewer states. */
  void check(StateSample sample) {
    if (sample.states() != states.size()) {
      throw new IllegalArgumentException(
          "a sample must be of " + states.size() + " states: " + sample.states());
    }
  }
}
