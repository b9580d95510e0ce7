package stampede.results;

import java.util.List;
import java.util.Objects;

/**
 * What a run of jobs knows at its end beyond its samples. A state is given by its number, from 0.
 *
 * @param jobs how many were submitted
 * @param plugin the one that counted the states
 * @param submitNanos from the first submission to the answer to the last
 * @param scriptNanos from the first submission to the end of the last job, as the submitter saw it
 * @param jobNanos from the first job's first event to the last job's last; 0 where none ended
 * @param transitions from a state to another
 * @param rejected jobs that were refused and never became active
 * @param cancelled jobs that an exception ended
 * @param reprioritized ways back from having a place in the queue to waiting for a priority
 * @param purged inactive jobs that were forgotten
 * @param unfinished jobs that were active at the end
 * @param entered how often each state was entered, by counters
 * @param trueMax the most that were in each state at once
 * @param violations how often a count was below zero, or the counts did not add up
 * @param faulty whether the plugin counts wrong on purpose
 * @param operations of the cache, over the run alone
 */
public record JobsFacts(
    long jobs,
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
    List<Long> entered,
    List<Long> trueMax,
    long violations,
    boolean faulty,
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
    entered = List.copyOf(entered);
    trueMax = List.copyOf(trueMax);
  }
}
