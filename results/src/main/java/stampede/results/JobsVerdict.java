package stampede.results;

import java.util.List;
import stampede.results.Summary.Check;

/** Checks of a run of jobs, beside those of every run. */
final class JobsVerdict {
  static final String COUNTED = "job states counted right";
  static final String ENDED = "jobs ended";

  private JobsVerdict() {}

  static List<Check> checks(JobsSummary jobs) {
    return List.of(counted(jobs), ended(jobs));
  }

  /** A plugin that counts wrong on purpose does not make the run's other figures worthless. */
  private static Check counted(JobsSummary jobs) {
    long violations = jobs.violations();
    String wrong = Units.count(violations)
        + " times a count was below zero, or the counts did not add up to the jobs seen";
    Verdict broken = jobs.faulty() ? Verdict.SUSPECT : Verdict.INVALID;
    return new Check(
        COUNTED,
        Units.count(violations) + " violations",
        jobs.faulty() ? "> 0" : "",
        jobs.faulty() ? "" : "> 0",
        violations == 0 ? Verdict.VALID : broken,
        violations == 0
            ? null
            : jobs.faulty()
                ? "the plugin " + jobs.plugin() + " counts job states wrong on purpose: " + wrong
                : "job states were counted wrong: " + wrong);
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
