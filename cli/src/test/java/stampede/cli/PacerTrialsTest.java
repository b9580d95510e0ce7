package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import stampede.cli.PacerTrials.Trial;
import stampede.results.Calibration.Pacing;

class PacerTrialsTest {
  private static final Pacer PARK_THEN_SPIN = Pacer.parkThenSpin(100_000);

  @Test
  void theLeastLateIsChosen() {
    assertEquals(
        "spin",
        chosen(
            trial(Pacer.PARK, 80_000, 0.01),
            trial(PARK_THEN_SPIN, 2_000, 0.1),
            trial(Pacer.SPIN, 100, 0.2)));
  }

  @Test
  void oneThatTakesTooMuchOfTheMachineIsNot() {
    assertEquals(
        "park-then-spin",
        chosen(
            trial(Pacer.PARK, 80_000, 0.01),
            trial(PARK_THEN_SPIN, 2_000, 0.1),
            trial(Pacer.SPIN, 100, 0.25)));
    assertEquals(
        "park", chosen(trial(Pacer.PARK, 80_000, 0.01), trial(PARK_THEN_SPIN, 2_000, 0.5)));
  }

  @Test
  void aDearerOneMustBeClearlyBetter() {
    assertEquals(
        "park", chosen(trial(Pacer.PARK, 1_000_000, 0.01), trial(PARK_THEN_SPIN, 900_000, 0.1)));
    assertEquals(
        "park", chosen(trial(Pacer.PARK, 1_000_000, 0.01), trial(PARK_THEN_SPIN, 2_000_000, 0.1)));
  }

  @Test
  void parkingIsTheLastResortEvenWhereItIsDear() {
    assertEquals("park", chosen(trial(Pacer.PARK, 80_000, 0.9)));
  }

  @Test
  void eachWaitOfATrialIsCountedAndNoneEndsEarly() {
    List<Trial> trials = new PacerTrials(2, 3, 100_000, 2_000_000).run();
    assertEquals(
        List.of("park", "park-then-spin", "spin"),
        trials.stream().map(trial -> trial.pacing().pacer()).toList());
    for (Trial trial : trials) {
      assertEquals(40, trial.pacing().waits());
      assertTrue(trial.pacing().p50Nanos() >= 0, trial::toString);
      assertTrue(trial.pacing().maxNanos() >= trial.pacing().p99Nanos(), trial::toString);
    }
    assertEquals(2, new PacerTrials(2, 2, 100_000, 1_000_000).run().size(), "no core to spin on");
  }

  private static String chosen(Trial... trials) {
    return PacerTrials.choose(List.of(trials)).pacer().word();
  }

  private static Trial trial(Pacer pacer, long p90Nanos, double cpuShare) {
    return new Trial(
        pacer, new Pacing(pacer.word(), 100, 0, p90Nanos, p90Nanos, p90Nanos, cpuShare));
  }
}
