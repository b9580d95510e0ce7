package stampede.results.gate;

import java.util.List;

/** What a gate wants next. */
public sealed interface Step {
  /**
   * More pairs, up to {@code pairs} in all.
   *
   * @param worth what the pairs so far say, in words
   */
  record More(int pairs, String worth) implements Step {}

  /**
   * Fresh pairs, up to {@code pairs} of them, to confirm what the first ones flagged.
   *
   * @param flagged the ids of the flagged checks
   */
  record Confirm(List<String> flagged, int pairs) implements Step {}

  /** Nothing: it has decided. */
  record Decided(Decision decision) implements Step {}
}
