package stampede.loadgen.jobs;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stampede.store.SplitMix;

/**
 * What goes otherwise with some jobs: refusals, cancellations, changes of urgency. Whether and where
 * is a function of the seed and the job's number. For the reactor's thread.
 */
@SuppressWarnings("EnumOrdinal") // states never leave the process by number
final class Disturbances implements JobPlugin {
  private static final JobState[] CANCELLED_IN = {
    JobState.DEPEND, JobState.SCHED, JobState.RUN, JobState.CLEANUP
  };

  /** Streams of draws, of which each job has one number. */
  private enum Draw {
    REJECT,
    CANCEL,
    CANCEL_STATE,
    URGENT,
    URGENCY,
    DEPEND,
    DEPEND_ON
  }

  private final JobSettings settings;
  private final Reactor reactor;
  private @Nullable JobManager manager;
  private long cancelled;
  private long reprioritized;

  Disturbances(JobSettings settings, Reactor reactor) {
    this.settings = settings;
    this.reactor = reactor;
  }

  /** Takes effect on the jobs of a manager; called once, before the first is submitted. */
  void loadInto(JobManager into) {
    manager = into;
    into.load(this);
  }

  private long bits(Draw draw, int id) {
    return SplitMix.at(SplitMix.at(settings.seed(), draw.ordinal()), id);
  }

  private boolean is(Draw draw, int id, double share) {
    return share > 0 && SplitMix.unit(bits(draw, id)) < share;
  }

  private int below(Draw draw, int id, int bound) {
    return (int) (SplitMix.unit(bits(draw, id)) * bound);
  }

  /** The earlier job, of the last thousand, that one waits for; below 0 for none. */
  int dependency(int id) {
    return id > 0 && is(Draw.DEPEND, id, settings.dependentShare())
        ? id - 1 - below(Draw.DEPEND_ON, id, Math.min(id, 1000))
        : -1;
  }

  @Override
  public Set<Topic> topics() {
    boolean any = settings.cancelledShare() > 0 || settings.urgentShare() > 0;
    return any ? Topic.STATES : EnumSet.noneOf(Topic.class);
  }

  @Override
  public boolean validate(Job job) {
    return !is(Draw.REJECT, job.id(), settings.rejectedShare());
  }

  @Override
  public void call(Topic topic, Job job, @Nullable JobState previous, long previousNanos) {
    int id = job.id();
    JobState state = job.state();
    if (is(Draw.CANCEL, id, settings.cancelledShare())
        && state == CANCELLED_IN[below(Draw.CANCEL_STATE, id, CANCELLED_IN.length)]) {
      // Of a job in RUN that is as a rule while it runs, and not while it starts.
      reactor.after(state == JobState.RUN ? settings.runNanos() / 2 : 0, () -> cancel(job));
    }
    if (state == JobState.SCHED && is(Draw.URGENT, id, settings.urgentShare())) {
      reactor.post(() -> changeUrgency(job));
    }
  }

  private void cancel(Job job) {
    if (manager != null && manager.raise(job, 0, "cancel")) {
      cancelled++;
    }
  }

  /**
   * Once a job: back among those that wait, it has its urgency already. Not the lowest, which holds a
   * job in the original, nor the highest, which hurries it.
   */
  private void changeUrgency(Job job) {
    int urgency = 1 + below(Draw.URGENCY, job.id(), Job.URGENCY_MAX - 1);
    if (manager != null && job.urgency != urgency && manager.changeUrgency(job, urgency)) {
      reprioritized++;
    }
  }

  /** How many exceptions of severity 0 were raised. */
  long cancelled() {
    return cancelled;
  }

  /** How many jobs went back from SCHED to PRIORITY. */
  long reprioritized() {
    return reprioritized;
  }
}
