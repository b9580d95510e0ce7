package stampede.results;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a run of jobs knows at its end beyond its samples. A state is given by its number, from 0.
 *
 * @param jobs how many were to be submitted
 * @param submitted how many were, refused ones included
 * @param plugin the one that counted the states
 * @param submitNanos from the first submission to the answer to the last
 * @param scriptNanos from the first submission to the end of the last job, as the submitter saw it
 * @param jobNanos from the first job's first event to the last job's last; 0 where none ended
 * @param transitions from a state to another
 * @param rejected jobs that were refused and never became active
 * @param cancelled jobs that an exception ended
 * @param reprioritized ways back from having a place in the queue to waiting for a priority
 * @param purged inactive jobs that were forgotten
 * @param unfinished jobs that were not over at the end, or not even submitted
 * @param entered how often each state was entered, by counters; null without them
 * @param timers whether the times in states were recorded
 * @param trueEntered how often each state was entered, as the manager knows
 * @param trueLeft how often each state was left, as the manager knows: a purge leaves the last one
 * @param trueMax the most that were in each state at once
 * @param violations how often a count of the plugin was below zero, or its counts did not add up
 * @param managerViolations the same of the manager's own counts
 * @param faulty whether the plugin counts wrong on purpose
 * @param samplesMissed readings of gauges that were left out since the manager was busy
 * @param samplesDropped readings that are in no file
 * @param timesOutOfRange times in states or of whole jobs that are in no figure
 * @param operations of the cache, over the run alone
 */
public record JobsFacts(
    long jobs,
    long submitted,
    String plugin,
    long submitNanos,
    long scriptNanos,
    long jobNanos,
    long transitions,
    long rejected,
    long cancelled,
    long reprioritized,
    long purged,
    long unfinished,
    @Nullable List<Long> entered,
    boolean timers,
    List<Long> trueEntered,
    List<Long> trueLeft,
    List<Long> trueMax,
    long violations,
    long managerViolations,
    boolean faulty,
    long samplesMissed,
    long samplesDropped,
    long timesOutOfRange,
    Operations operations) {
  /**
   * Loads and stores: those that the jobs asked the cache for, and those that the cache asked its
   * backing store for.
   */
  public record Operations(long stores, long loads, long backingStores, long backingLoads) {}

  /** Makes the lists immutable. */
  public JobsFacts {
    Objects.requireNonNull(plugin, "plugin");
    Objects.requireNonNull(operations, "operations");
    entered = entered == null ? null : List.copyOf(entered);
    trueEntered = List.copyOf(trueEntered);
    trueLeft = List.copyOf(trueLeft);
    trueMax = List.copyOf(trueMax);
  }
}
