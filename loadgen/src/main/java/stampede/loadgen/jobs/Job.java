package stampede.loadgen.jobs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stampede.store.BlobRef;

/** A job of the manager; changed by it alone. For the reactor's thread. */
public final class Job {
  /** The urgency of a job that nobody made more or less urgent. */
  static final int URGENCY_DEFAULT = 16;

  static final int URGENCY_MAX = 31;

  private static final int NO_BROKER = -1;

  private final int id;
  private final long submittedNanos;
  final BlobRef jobspec;

  JobState state = JobState.NEW;
  long enteredNanos;
  int urgency = URGENCY_DEFAULT;
  int priority;
  int dependencies;
  int broker = NO_BROKER;

  /** What it ended with: 0, or the signal that ended it. */
  int status;

  /** Whether it runs. */
  boolean started;

  /** Counts up when what was begun for the job no longer concerns it. */
  int attempt;

  private @Nullable List<Job> dependents;

  /**
   * A job.
   *
   * @param submittedNanos when it was submitted, or was to be
   * @param jobspec where its description is
   */
  Job(int id, long submittedNanos, BlobRef jobspec) {
    this.id = id;
    this.submittedNanos = submittedNanos;
    this.jobspec = jobspec;
  }

  /** Its number, from 0, in the order of submission. */
  public int id() {
    return id;
  }

  /** Where it stands. */
  public JobState state() {
    return state;
  }

  /** When it was submitted, or was to be: a reading of the clock. */
  public long submittedNanos() {
    return submittedNanos;
  }

  /** When it entered its state. */
  public long enteredNanos() {
    return enteredNanos;
  }

  boolean holdsCore() {
    return broker != NO_BROKER;
  }

  /** Forgets its core, and gives the broker that it was on. */
  int takeBroker() {
    int held = broker;
    broker = NO_BROKER;
    return held;
  }

  void addDependent(Job job) {
    if (dependents == null) {
      dependents = new ArrayList<>(1);
    }
    dependents.add(job);
  }

  /** Those that wait for it; forgotten here. */
  List<Job> takeDependents() {
    List<Job> all = dependents == null ? List.of() : dependents;
    dependents = null;
    return all;
  }

  @Override
  public String toString() {
    return "job " + id + ", " + state.word();
  }
}
