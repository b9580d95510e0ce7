package stampede.loadgen.jobs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a load of jobs went. Immutable. Lists have an element a state, in order.
 *
 * @param submitted how many submissions were answered, those of refused jobs included
 * @param submitNanos from the start until the last of them was
 * @param scriptNanos from the start until the last job was over
 * @param jobNanos from the first job's submission until the last job was over; 0 where none was
 * @param transitions how often a job moved from one state to another
 * @param rejected jobs that were refused
 * @param cancelled exceptions that ended a job, or met it while it ended
 * @param reprioritized jobs that went back from SCHED to PRIORITY
 * @param purged inactive jobs that were purged before the end
 * @param unfinished jobs that were not over, or not even submitted, when the load was stopped
 * @param violations how often the plugin's counts were found wrong before the last purge
 * @param managerViolations how often the manager's own were
 * @param missedSamples readings that were left out since the reactor was busy
 * @param stores sent, those again included
 * @param loads sent
 * @param entered how often each state was entered by the counters; null without them
 * @param trueEntered how often it was
 * @param trueLeft how often each state was left, INACTIVE by a purge
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
    long managerViolations,
    long missedSamples,
    long stores,
    long loads,
    @Nullable List<Long> entered,
    List<Long> trueEntered,
    List<Long> trueLeft,
    List<Long> trueMax) {}
