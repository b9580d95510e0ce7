package stampede.loadgen.jobs;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Times how long each job was in each state, and of each job the whole, from its submission until it
 * is inactive. For the reactor's thread.
 */
@SuppressWarnings("EnumOrdinal") // states never leave the process by number
public final class StateTimers implements JobPlugin {
  private static final Set<Topic> TOPICS = EnumSet.copyOf(Topic.STATES);

  static {
    TOPICS.add(Topic.JOB_INACTIVE_REMOVE);
  }

  /** Takes times; must not block. */
  public interface Sink {
    /** A job has left a state, given by its number. */
    void left(int state, long nanos);

    /** A job is inactive. */
    void ended(long nanos);
  }

  private final Sink sink;

  StateTimers(Sink sink) {
    this.sink = sink;
  }

  @Override
  public Set<Topic> topics() {
    return TOPICS;
  }

  @Override
  public void call(Topic topic, Job job, @Nullable JobState previous, long previousNanos) {
    if (previous != null) {
      sink.left(previous.ordinal(), previousNanos);
    }
    if (topic == Topic.JOB_STATE_INACTIVE) {
      sink.ended(job.enteredNanos() - job.submittedNanos());
    }
  }
}
