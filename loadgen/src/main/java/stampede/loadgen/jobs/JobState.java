package stampede.loadgen.jobs;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where a job stands, in the order of its life (flux RFC 21). */
public enum JobState {
  /** Submitted; not yet validated. */
  NEW,
  /** Waits for the jobs that it depends on. */
  DEPEND,
  /** Waits for its priority. */
  PRIORITY,
  /** Waits for a core. */
  SCHED,
  /** Holds a core, and runs. */
  RUN,
  /** Has ended, and gives back what it holds. */
  CLEANUP,
  /** Over. */
  INACTIVE;

  /** How many there are. */
  public static final int COUNT = values().length;

  /** The words of all, in order. */
  public static final List<String> WORDS =
      Arrays.stream(values()).map(JobState::word).toList();

  /** The word in names and files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
