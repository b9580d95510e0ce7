package stampede.loadgen.jobs;

/**
 * How a load of jobs went. Immutable.
 *
 * @param submitted how many were submitted, refused ones included
 * @param submitNanos from the start until the last submission was answered
 * @param scriptNanos from the start until the last job was over
 * @param jobNanos from the first job's submission until the last job was over
 * @param transitions how often a job moved from one state to another
 * @param rejected jobs that were refused
 * @param cancelled exceptions that ended a job, or met it while it ended
 * @param reprioritized jobs that went back from SCHED to PRIORITY
 * @param purged inactive jobs that were purged before the end
 * @param unfinished jobs that were not over, or not even submitted, when the load was stopped
 * @param violations how often a count was found wrong: the manager's or the plugin's
 * @param missedSamples readings of the gauges that were left out since the reactor was busy
 * @param stores sent, those again included
 * @param loads sent
 * @param entered how often each state was entered by the counters, in order; all 0 without them
 * @param trueMax the most jobs that were in each state at once
 */
public record JobFigures(
    long submitted,
    long submitNanos,
    long scriptNanos,
    long jobNanos,
    long transitions,
    long rejected,
    long cancelled,
    long reprioritized,
    long purged,
    long unfinished,
    long violations,
    long missedSamples,
    long stores,
    long loads,
    java.util.List<Long> entered,
    java.util.List<Long> trueMax) {}
