package stampede.loadgen.jobs;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A plugin that counts how many jobs are in each state, and is checked at every call: against how
 * many jobs it was told of that are not purged. How it counts is its {@link Counting}.
 */
public final class StateCounter implements JobPlugin {
  private static final Set<Topic> TOPICS = EnumSet.copyOf(Topic.STATES);

  static {
    TOPICS.add(Topic.JOB_NEW);
    TOPICS.add(Topic.JOB_INACTIVE_REMOVE);
  }

  private final Counting counting;
  private final StateCounts counts = new StateCounts();
  private final BitSet known = new BitSet();
  private long present;

  StateCounter(Counting counting) {
    this.counting = counting;
  }

  @Override
  public Set<Topic> topics() {
    return TOPICS;
  }

  @Override
  public void call(Topic topic, Job job, @Nullable JobState previous, long previousNanos) {
    boolean news = !known.get(job.id());
    if (topic == Topic.JOB_INACTIVE_REMOVE) {
      if (news) {
        return; // it was over before the plugin was loaded
      }
      known.clear(job.id());
      present--;
    } else if (news) {
      known.set(job.id());
      present++;
    }
    counting.count(counts, topic, job, previous);
    counts.check(present);
  }

  /** What it counts. */
  StateCounts counts() {
    return counts;
  }

  /** How many jobs it was told of that are not purged. */
  long present() {
    return present;
  }
}
