package stampede.loadgen.jobs;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a plugin is told of. There is no topic for the state {@code NEW}: nothing moves a job there.
 */
public enum Topic {
  /** A job was made; not told of again where it is then refused. */
  JOB_CREATE,
  /** A job was submitted, or the plugin was loaded while the job was active, in whatever state. */
  JOB_NEW,
  /** The job entered the state; or was in it, without a state before, when the plugin was loaded. */
  JOB_STATE_DEPEND,
  JOB_STATE_PRIORITY,
  JOB_STATE_SCHED,
  JOB_STATE_RUN,
  JOB_STATE_CLEANUP,
  JOB_STATE_INACTIVE,
  /** The job joined the inactive ones. */
  JOB_INACTIVE_ADD,
  /** The job was purged. */
  JOB_INACTIVE_REMOVE,
  /** The job is refused, or inactive: plugins forget it. */
  JOB_DESTROY;

  /** How many there are. */
  static final int COUNT = values().length;

  /** {@code job.state.*}. */
  public static final Set<Topic> STATES = Collections.unmodifiableSet(Arrays.stream(values())
      .filter(topic -> topic.name().startsWith("JOB_STATE_"))
      .collect(Collectors.toCollection(() -> EnumSet.noneOf(Topic.class))));

  /**
   * The topic of a transition into a state.
   *
   * @throws IllegalArgumentException where it is {@code NEW}
   */
  static Topic of(JobState entered) {
    return switch (entered) {
      case NEW -> throw new IllegalArgumentException("no topic has the state NEW");
      case DEPEND -> JOB_STATE_DEPEND;
      case PRIORITY -> JOB_STATE_PRIORITY;
      case SCHED -> JOB_STATE_SCHED;
      case RUN -> JOB_STATE_RUN;
      case CLEANUP -> JOB_STATE_CLEANUP;
      case INACTIVE -> JOB_STATE_INACTIVE;
    };
  }

  /** Its name, as the original has it: {@code job.state.run}, {@code job.inactive-add}. */
  public String word() {
    String word = name().toLowerCase(Locale.ROOT).replace('_', '.');
    return word.replace("inactive.", "inactive-");
  }
}
