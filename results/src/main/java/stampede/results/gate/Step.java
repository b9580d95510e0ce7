package stampede.results.gate;

/** What a gate wants next. */
public sealed interface Step {
  /** More pairs, up to {@code pairs} in all. */
  record More(int pairs) implements Step {}

  /** Fresh pairs, up to {@code pairs} of them, to confirm what the first ones flagged. */
  record Confirm(int pairs) implements Step {}

  /** Nothing: it has decided. */
  record Decided(Decision decision) implements Step {}
}
