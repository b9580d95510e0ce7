package stampede.loadgen.jobs;

import stampede.time.NanoClock;

/** Hears how a load goes on, and when. Written by the reactor's thread; any thread asks how far it is. */
final class Answers implements JobManager.Listener {
  private final int jobs;
  private final NanoClock clock;
  private long startNanos;
  private long firstSubmitNanos;
  private long lastAnswerNanos;
  private long lastEndNanos;
  private long answered;
  private long rejected;
  private long inactive;
  private volatile long over;

  Answers(int jobs, NanoClock clock) {
    this.jobs = jobs;
    this.clock = clock;
  }

  /** The load begins. */
  void start() {
    startNanos = clock.nanos();
    lastAnswerNanos = startNanos;
  }

  @Override
  public void submitted(Job job) {
    if (answered == rejected) {
      firstSubmitNanos = job.enteredNanos();
    }
    answer();
  }

  @Override
  public void rejected(Job job) {
    rejected++;
    answer();
    over = inactive + rejected;
  }

  private void answer() {
    answered++;
    lastAnswerNanos = clock.nanos();
  }

  @Override
  public void ended(Job job) {
    lastEndNanos = clock.nanos();
    inactive++;
    over = inactive + rejected;
  }

  /** How many jobs are over, refused ones included. Any thread. */
  long over() {
    return over;
  }

  /** Whether all are. Any thread. */
  boolean ended() {
    return over == jobs;
  }

  long answered() {
    return answered;
  }

  long rejected() {
    return rejected;
  }

  /** Jobs that are neither over nor refused, those that were never submitted included. */
  long unfinished() {
    return jobs - rejected - inactive;
  }

  long submitNanos() {
    return lastAnswerNanos - startNanos;
  }

  /** Until the last job was over; 0 where none is. */
  long scriptNanos() {
    return inactive == 0 ? 0 : lastEndNanos - startNanos;
  }

  /** From the first job's submission on; 0 where none is over. */
  long jobNanos() {
    return inactive == 0 ? 0 : lastEndNanos - firstSubmitNanos;
  }
}
