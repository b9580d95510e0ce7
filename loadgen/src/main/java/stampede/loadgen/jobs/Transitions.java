package stampede.loadgen.jobs;

import static stampede.loadgen.jobs.JobEvent.ALLOC;
import static stampede.loadgen.jobs.JobEvent.CLEAN;
import static stampede.loadgen.jobs.JobEvent.FATAL_EXCEPTION;
import static stampede.loadgen.jobs.JobEvent.FINISH;
import static stampede.loadgen.jobs.JobEvent.FLUX_RESTART;
import static stampede.loadgen.jobs.JobEvent.JOBSPEC_UPDATE;
import static stampede.loadgen.jobs.JobEvent.URGENCY;
import static stampede.loadgen.jobs.JobEvent.VALIDATE;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of jobs: which event moves a job out of which state (flux RFC 21). Whatever is
 * not here moves nothing.
 */
public final class Transitions {
  private static final Map<JobState, Map<JobEvent, JobState>> TABLE = new EnumMap<>(JobState.class);

  static {
    for (JobState state : JobState.values()) {
      TABLE.put(state, new EnumMap<>(JobEvent.class));
    }
    add(JobState.NEW, VALIDATE, JobState.DEPEND);
    add(JobState.DEPEND, JobEvent.DEPEND, JobState.PRIORITY);
    add(JobState.PRIORITY, JobEvent.PRIORITY, JobState.SCHED);
    add(JobState.SCHED, ALLOC, JobState.RUN);
    add(JobState.RUN, FINISH, JobState.CLEANUP);
    add(JobState.CLEANUP, CLEAN, JobState.INACTIVE);
    // What may change the priority of a job sends it back for a new one.
    add(JobState.SCHED, URGENCY, JobState.PRIORITY);
    add(JobState.SCHED, JOBSPEC_UPDATE, JobState.PRIORITY);
    add(JobState.SCHED, FLUX_RESTART, JobState.PRIORITY);
    // A new job has no exceptions: it is valid, or there is none.
    add(JobState.DEPEND, FATAL_EXCEPTION, JobState.CLEANUP);
    add(JobState.PRIORITY, FATAL_EXCEPTION, JobState.CLEANUP);
    add(JobState.SCHED, FATAL_EXCEPTION, JobState.CLEANUP);
    add(JobState.RUN, FATAL_EXCEPTION, JobState.CLEANUP);
  }

  private Transitions() {}

  private static void add(JobState from, JobEvent event, JobState to) {
    Objects.requireNonNull(TABLE.get(from)).put(event, to);
  }

  /** The state that an event moves a job to; null where it moves none. */
  public static @Nullable JobState next(JobState from, JobEvent event) {
    return Objects.requireNonNull(TABLE.get(from)).get(event);
  }
}
