package stampede.loadgen.jobs;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hears of jobs. Called on the reactor's thread, after what it hears of has happened and before
 * anything follows from it; must not block.
 */
public interface JobPlugin {
  /** What it is told of; asked once, when it is loaded. */
  Set<Topic> topics();

  /**
   * Something happened to a job.
   *
   * @param previous the state that it left; null where it left none
   * @param previousNanos how long it was there; 0 where it left none
   */
  void call(Topic topic, Job job, @Nullable JobState previous, long previousNanos);

  /** Whether a job that was just made may be submitted. */
  default boolean validate(Job job) {
    return true;
  }
}
