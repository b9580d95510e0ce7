package stampede.loadgen.jobs;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import stampede.instrument.GaugeStyle;

/** Ways to count jobs by what a plugin is told: one that is right, and those of the original. */
public enum Counting {
  /**
   * Right: a job is counted where it stands when it is first told of, moves when it leaves a state,
   * and is gone when it is purged.
   */
  EXACT(GaugeStyle.ABSOLUTE) {
    @Override
    void count(StateCounts counts, Topic topic, Job job, @Nullable JobState previous) {
      if (topic == Topic.JOB_INACTIVE_REMOVE) {
        counts.remove(JobState.INACTIVE);
      } else if (topic == Topic.JOB_NEW) {
        counts.add(job.state());
      } else if (previous != null) {
        counts.remove(previous);
        counts.add(job.state());
      }
    }
  },
  /**
   * By {@code job.state.*} alone, which never enters NEW: each job that leaves it takes one from it.
   * The count is sent with its sign, which a server subtracts each time.
   */
  WEEK5(GaugeStyle.SIGNED) {
    @Override
    void count(StateCounts counts, Topic topic, Job job, @Nullable JobState previous) {
      if (Topic.STATES.contains(topic)) {
        addAndRemove(counts, job, previous);
      }
    }
  },
  /** Right counts, of which the changes are sent: one that adds up to nothing sets the gauge to 0. */
  WEEK7(GaugeStyle.DELTA) {
    @Override
    void count(StateCounts counts, Topic topic, Job job, @Nullable JobState previous) {
      EXACT.count(counts, topic, job, previous);
    }
  },
  /**
   * By {@code job.new} too, and whatever is told adds one: what is waiting for others when the plugin
   * is loaded is told of twice, and what is purged stays counted.
   */
  NAIVE(GaugeStyle.ABSOLUTE) {
    @Override
    void count(StateCounts counts, Topic topic, Job job, @Nullable JobState previous) {
      if (topic != Topic.JOB_INACTIVE_REMOVE) {
        addAndRemove(counts, job, previous);
      }
    }
  };

  private final GaugeStyle style;

  Counting(GaugeStyle style) {
    this.style = style;
  }

  abstract void count(StateCounts counts, Topic topic, Job job, @Nullable JobState previous);

  private static void addAndRemove(StateCounts counts, Job job, @Nullable JobState previous) {
    counts.add(job.state());
    if (previous != null) {
      counts.remove(previous);
    }
  }

  /** How its counts are sent. */
  public GaugeStyle style() {
    return style;
  }

  /** Whether it counts wrong on purpose. */
  public boolean faulty() {
    return this == WEEK5 || this == NAIVE;
  }

  /** The word on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
