package stampede.loadgen.jobs;

import org.jspecify.annotations.Nullable;
import stampede.loadgen.Schedule;
import stampede.time.NanoClock;

/**
 * Submits jobs: all at once, as fast as they are taken, or each at its intended start; while operations
 * of earlier ones wait to be sent, none, so that what waits is bounded. A job that is submitted late is
 * timed from its intended start all the same. First its description is stored, then it is submitted.
 * For the reactor's thread.
 */
final class Submission {
  /** How many submissions a turn takes. */
  private static final int TURN_MAX = 64;

  private final JobSettings settings;
  private final JobManager manager;
  private final JobContent content;
  private final Disturbances disturbances;
  private final StateCounter counter;
  private final Reactor reactor;
  private final NanoClock clock;
  private final @Nullable Schedule schedule;
  private long originNanos;
  private int begun;
  private boolean stopped;

  /**
   * A submission.
   *
   * @param counter loaded when so many jobs were submitted as the settings say
   * @param schedule when each job is to be submitted; null for all at once
   */
  Submission(
      JobSettings settings,
      JobManager manager,
      JobContent content,
      Disturbances disturbances,
      StateCounter counter,
      Reactor reactor,
      NanoClock clock,
      @Nullable Schedule schedule) {
    this.settings = settings;
    this.manager = manager;
    this.content = content;
    this.disturbances = disturbances;
    this.counter = counter;
    this.reactor = reactor;
    this.clock = clock;
    this.schedule = schedule;
  }

  void start() {
    originNanos = clock.nanos();
    if (settings.pluginAfter() == 0) {
      manager.load(counter);
    }
    submitDue();
  }

  private void submitDue() {
    for (int i = 0; i < TURN_MAX && !stopped && begun < settings.jobs(); i++) {
      long leftNanos = dueNanos(begun) - clock.nanos();
      if (leftNanos > 0) {
        reactor.after(leftNanos, () -> content.whenFree(this::submitDue));
        return;
      }
      submit(begun++);
    }
    if (!stopped && begun < settings.jobs()) {
      content.whenFree(this::submitDue);
    }
  }

  private long dueNanos(int id) {
    return schedule == null ? originNanos : originNanos + schedule.startNanos(id);
  }

  private void submit(int id) {
    long submittedNanos = dueNanos(id);
    content.store(JobText.jobspec(id, settings.runNanos()), jobspec -> {
      manager.submit(
          submittedNanos, jobspec, disturbances.dependency(manager.roster().size()));
      if (manager.roster().size() == settings.pluginAfter()) {
        manager.load(counter);
      }
    });
  }

  /** Submits no more. */
  void stop() {
    stopped = true;
  }

  /** How many submissions were begun. */
  int begun() {
    return begun;
  }
}
