package stampede.results.gate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rule: after each look, go on, confirm or decide. A pure function of the pairs: what was decided
 * once is decided again from the stored pairs.
 *
 * <p>A check is flagged when the lower bound of its ratio exceeds its margin, at an alpha that all
 * checks and looks share (Bonferroni); it is OK when its upper bound is below its max. A flagged check
 * has to be confirmed by fresh pairs. A waived check neither ends the looking nor keeps it going, and is
 * not confirmed for its own sake. The negative control must not be flagged, and the positive
 * control must be: where either is not shown yet, no OK is given before the last look.
 */
final class Gate {
  private final GateSettings settings;
  private final List<PairPoint> first;
  private final List<PairPoint> confirmation;
  private final boolean over;

  private Gate(
      GateSettings settings, List<PairPoint> first, List<PairPoint> confirmation, boolean over) {
    this.settings = settings;
    this.first = first;
    this.confirmation = confirmation;
    this.over = over;
  }

  /**
   * What comes next.
   *
   * @param over whether there will be no more pairs: the last look is taken at what there is
   */
  static Step next(
      GateSettings settings, List<PairPoint> first, List<PairPoint> confirmation, boolean over) {
    return new Gate(settings, first, confirmation, over).next();
  }

  private Step next() {
    Set<Integer> cleared = new HashSet<>();
    for (int index = 0; index < settings.looks().size(); index++) {
      int look = settings.looks().get(index);
      boolean last = look == settings.pairsMax();
      if (first.size() < look) {
        if (!over) {
          return new Step.More(look);
        }
        if (first.isEmpty()) {
          return new Step.Decided(Decision.none());
        }
        last = true;
      }
      var at = new Look(
          settings, first.subList(0, Math.min(look, first.size())), settings.flagAlpha(index));
      cleared.addAll(at.cleared());
      if (at.negative().tripped()) {
        return decided(at, cleared);
      }
      if (!at.waived().containsAll(at.flagged())) {
        return confirm(at, cleared);
      }
      Set<Integer> open = at.evaluable();
      open.removeAll(cleared);
      boolean shown = at.waived().containsAll(open)
          && Boolean.TRUE.equals(at.negative().held())
          && Boolean.TRUE.equals(PositiveControl.of(settings, at.pairs()).held());
      if (last || shown || at.missing()) {
        return decided(at, cleared);
      }
    }
    throw new IllegalStateException("no look decided");
  }

  private Step confirm(Look at, Set<Integer> cleared) {
    int wanted = settings.confirmationPairs();
    return confirmation.size() < wanted && !over ? new Step.Confirm(wanted) : decided(at, cleared);
  }

  private Step decided(Look at, Set<Integer> cleared) {
    return new Step.Decided(new Judgement(settings, at, cleared, confirmation).decide());
  }
}
