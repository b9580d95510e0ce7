package stampede.loadgen.jobs;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts how often each state was entered: counters that only rise. For the reactor's thread. */
@SuppressWarnings("EnumOrdinal") // states never leave the process by number
public final class StateEntries implements JobPlugin {
  private static final Set<Topic> TOPICS = EnumSet.copyOf(Topic.STATES);

  static {
    TOPICS.add(Topic.JOB_NEW);
  }

  private final long[] entered = new long[JobState.COUNT];

  @Override
  public Set<Topic> topics() {
    return TOPICS;
  }

  @Override
  public void call(Topic topic, Job job, @Nullable JobState previous, long previousNanos) {
    boolean enters = topic == Topic.JOB_NEW ? job.state() == JobState.NEW : previous != null;
    if (enters) {
      entered[job.state().ordinal()]++;
    }
  }

  /** How often each state was entered, in order: a copy. */
  public long[] entered() {
    return entered.clone();
  }
}
