package stampede.results;

import java.util.ArrayList;
import java.util.List;
import stampede.results.JobsSummary.State;
import stampede.results.Summary.Check;

/** Checks of a run of jobs, beside those of every run. */
final class JobsVerdict {
  static final String COUNTED = "job states counted right";
  static final String MATCHED = "counters and timers against the truth";
  static final String KEPT = "readings and times kept";
  static final String ENDED = "jobs ended";

  private JobsVerdict() {}

  static List<Check> checks(JobsSummary jobs) {
    return List.of(counted(jobs), matched(jobs), kept(jobs), ended(jobs));
  }

  /** A plugin that counts wrong on purpose does not make the run's other figures worthless. */
  private static Check counted(JobsSummary jobs) {
    long managers = jobs.managerViolations();
    long plugins = jobs.violations() - managers;
    boolean onPurpose = jobs.faulty() && managers == 0;
    String who = onPurpose
        ? "the plugin " + jobs.plugin() + " counts job states wrong on purpose: "
        : managers > 0
            ? "the job manager counted its own jobs wrong: "
            : "job states were counted wrong: ";
    boolean right = jobs.violations() == 0;
    return new Check(
        COUNTED,
        Units.count(plugins) + " violations, " + Units.count(managers) + " of the manager's",
        jobs.faulty() ? "> 0" : "",
        jobs.faulty() ? "> 0 of the manager's" : "> 0",
        right ? Verdict.VALID : onPurpose ? Verdict.SUSPECT : Verdict.INVALID,
        right
            ? null
            : who + Units.count(managers > 0 ? managers : plugins)
                + " times a count was below zero, or the counts did not add up to the jobs seen");
  }

  private static Check matched(JobsSummary jobs) {
    if (jobs.states().stream()
        .allMatch(state -> state.entered() == null && state.timed() == null)) {
      return Checks.notMeasured(MATCHED, "", "not equal");
    }
    List<String> wrong = new ArrayList<>();
    for (State state : jobs.states()) {
      Long entered = state.entered();
      if (entered != null && entered != state.trueEntered()) {
        wrong.add(state.state() + ": entered " + Units.count(state.trueEntered())
            + " times, by the counter " + Units.count(entered));
      }
    }
    wrong.addAll(mistimed(jobs));
    return new Check(
        MATCHED,
        wrong.isEmpty() ? "equal" : "not equal",
        "",
        "not equal",
        wrong.isEmpty() ? Verdict.VALID : Verdict.INVALID,
        wrong.isEmpty() ? null : "counters or timers miss the truth: " + String.join("; ", wrong));
  }

  /** A time that is out of range is in no state's count: as many may lack, in all states together. */
  private static List<String> mistimed(JobsSummary jobs) {
    List<String> wrong = new ArrayList<>();
    long lacking = 0;
    boolean beyond = false;
    for (State state : jobs.states()) {
      Long timed = state.timed();
      if (timed != null && timed != state.trueLeft()) {
        lacking += state.trueLeft() - timed;
        beyond |= timed > state.trueLeft();
        wrong.add(state.state() + ": left " + Units.count(state.trueLeft())
            + " times, by the timer " + Units.count(timed));
      }
    }
    return beyond || lacking > jobs.timesOutOfRange() ? wrong : List.of();
  }

  private static Check kept(JobsSummary jobs) {
    String lost = Units.count(jobs.samplesDropped()) + " readings of gauges are in no file, "
        + Units.count(jobs.timesOutOfRange()) + " times in states in no figure";
    boolean kept = jobs.samplesDropped() == 0 && jobs.timesOutOfRange() == 0;
    return new Check(
        KEPT,
        Units.count(jobs.samplesDropped()) + " and " + Units.count(jobs.timesOutOfRange())
            + " lost",
        "> 0",
        "",
        kept ? Verdict.VALID : Verdict.SUSPECT,
        kept ? null : lost);
  }

  private static Check ended(JobsSummary jobs) {
    long unfinished = jobs.unfinished();
    return new Check(
        ENDED,
        Units.count(jobs.jobs() - unfinished) + " of " + Units.count(jobs.jobs()),
        "not all",
        "",
        unfinished == 0 ? Verdict.VALID : Verdict.SUSPECT,
        unfinished == 0
            ? null
            : Units.count(unfinished) + " of " + Units.count(jobs.jobs())
                + " jobs had not ended: throughput and times are of the others");
  }
}
