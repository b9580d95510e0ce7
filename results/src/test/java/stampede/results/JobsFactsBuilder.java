package stampede.results;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The facts of {@link JobsFixture}'s run, of which a test changes what it is about. */
final class JobsFactsBuilder {
  private static final int STATES = JobsFixture.STATES.size();

  private long submitted = 400;
  private long unfinished;
  private @Nullable List<Long> entered = Collections.nCopies(STATES, 400L);
  private boolean timers = true;
  private List<Long> trueEntered = Collections.nCopies(STATES, 400L);
  private List<Long> trueLeft = List.of(0L, 3_000L, 3_000L, 3_000L, 3_000L, 3_000L, 3_000L);
  private long violations;
  private long managerViolations;
  private boolean faulty;
  private long samplesMissed;
  private long samplesDropped;
  private long timesOutOfRange;

  JobsFactsBuilder submitted(long jobs) {
    submitted = jobs;
    return this;
  }

  JobsFactsBuilder unfinished(long jobs) {
    unfinished = jobs;
    return this;
  }

  JobsFactsBuilder entered(@Nullable List<Long> counts) {
    entered = counts;
    return this;
  }

  JobsFactsBuilder withoutTimers() {
    timers = false;
    return this;
  }

  JobsFactsBuilder trueEntered(List<Long> counts) {
    trueEntered = counts;
    return this;
  }

  JobsFactsBuilder trueLeft(List<Long> counts) {
    trueLeft = counts;
    return this;
  }

  JobsFactsBuilder violations(long plugin, long manager) {
    violations = plugin;
    managerViolations = manager;
    return this;
  }

  JobsFactsBuilder faulty(boolean onPurpose) {
    faulty = onPurpose;
    return this;
  }

  JobsFactsBuilder lost(long missed, long dropped, long outOfRange) {
    samplesMissed = missed;
    samplesDropped = dropped;
    timesOutOfRange = outOfRange;
    return this;
  }

  JobsFacts build() {
    return new JobsFacts(
        400,
        submitted,
        faulty ? "week5" : "exact",
        200_000_000,
        2_600_000_000L,
        2_500_000_000L,
        2_400,
        1,
        2,
        3,
        4,
        unfinished,
        entered,
        timers,
        trueEntered,
        trueLeft,
        List.of(400L, 1L, 1L, 388L, 12L, 1L, 400L),
        violations,
        managerViolations,
        faulty,
        samplesMissed,
        samplesDropped,
        timesOutOfRange,
        JobsFixture.OPERATIONS);
  }
}
