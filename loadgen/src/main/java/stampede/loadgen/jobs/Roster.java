package stampede.loadgen.jobs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import stampede.store.BlobRef;

/**
 * Every job of a manager and its state. What enters, moves and leaves does so here alone, and is
 * counted and checked here: the truth. For the reactor's thread.
 */
final class Roster {
  private final StateCounts truth = new StateCounts();

  /** By their numbers; null where a job was refused or purged. */
  private final List<@Nullable Job> jobs = new ArrayList<>();

  private final Queue<Job> inactive = new ArrayDeque<>();
  private long present;
  private long transitions;
  private long purged;

  /** A job with the next number, which is not there before it is added. */
  Job make(long submittedNanos, BlobRef jobspec) {
    return new Job(jobs.size(), submittedNanos, jobspec);
  }

  /** Adds the job that was made last, as a new one. */
  void add(Job job, long nowNanos) {
    jobs.add(job);
    job.enteredNanos = nowNanos;
    present++;
    truth.add(JobState.NEW);
    truth.check(present);
  }

  /** Keeps the number of the job that was made last from others. */
  void refuse() {
    jobs.add(null);
  }

  /** Moves a job to another state; gives how long it was in the one that it left. */
  long move(Job job, JobState to, long nowNanos) {
    long nanos = nowNanos - job.enteredNanos;
    truth.remove(job.state);
    job.state = to;
    job.enteredNanos = nowNanos;
    job.attempt++;
    transitions++;
    truth.add(to);
    truth.check(present);
    if (to == JobState.INACTIVE) {
      inactive.add(job);
    }
    return nanos;
  }

  /** Takes out the job that is inactive longest; there is one. */
  Job purgeOldest() {
    Job job = inactive.remove();
    jobs.set(job.id(), null);
    present--;
    purged++;
    truth.remove(JobState.INACTIVE);
    truth.check(present);
    return job;
  }

  /** A job by its number; null where it was refused or purged. */
  @Nullable
  Job job(int id) {
    return jobs.get(id);
  }

  /** Those that are not inactive. */
  List<Job> active() {
    List<Job> active = new ArrayList<>();
    for (Job job : jobs) {
      if (job != null && job.state != JobState.INACTIVE) {
        active.add(job);
      }
    }
    return active;
  }

  /** How many were added or refused: the number of the next. */
  int size() {
    return jobs.size();
  }

  /** How many jobs are in each state, and whether that was ever wrong. */
  StateCounts truth() {
    return truth;
  }

  /** How many jobs are there. */
  long present() {
    return present;
  }

  /** How many of them are inactive. */
  int inactive() {
    return inactive.size();
  }

  /** How often a job moved from one state to another. */
  long transitions() {
    return transitions;
  }

  /** How many jobs were purged. */
  long purged() {
    return purged;
  }
}
