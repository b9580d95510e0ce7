package stampede.loadgen.jobs;

import org.jspecify.annotations.Nullable;
import stampede.store.BlobRef;
import stampede.time.NanoClock;

/**
 * Takes jobs from their submission through the states of {@link Transitions} until they are purged. For
 * the reactor's thread; not from within a plugin's call, which others may still have to hear.
 *
 * <p>A job that waits for nobody goes from DEPEND by PRIORITY to SCHED within one turn, as in the
 * original: whoever looks between turns never sees it there.
 */
final class JobManager {
  /** Hears how a submission went on. On the reactor's thread. */
  interface Listener {
    /** A submission is answered: the job is valid, and its eventlog begun. */
    void submitted(Job job);

    /** A submission is answered: the job is refused. */
    void rejected(Job job);

    /** A job is inactive. */
    void ended(Job job);
  }

  private final Reactor reactor;
  private final NanoClock clock;
  private final Listener listener;
  private final int inactiveMax;
  private final Plugins plugins = new Plugins();
  private final Roster roster = new Roster();
  private final EventLog log;
  private final Execution execution;

  JobManager(
      JobSettings settings,
      JobContent content,
      Reactor reactor,
      NanoClock clock,
      Listener listener) {
    this.reactor = reactor;
    this.clock = clock;
    this.listener = listener;
    this.inactiveMax = settings.inactiveMax();
    this.log = new EventLog(content, reactor);
    this.execution = new Execution(settings, this, content, reactor);
  }

  /**
   * Loads a plugin, and tells it of every active job: as it is told of one that was submitted, whatever
   * its state; and of one that waits for others as of a transition without a state before.
   */
  void load(JobPlugin plugin) {
    plugins.add(plugin);
    var alone = new Plugins();
    alone.add(plugin);
    for (Job job : roster.active()) {
      alone.call(Topic.JOB_CREATE, job);
      alone.call(Topic.JOB_NEW, job);
      if (job.state == JobState.DEPEND) {
        alone.call(Topic.JOB_STATE_DEPEND, job);
      }
    }
  }

  /**
   * Submits a job, whose number is the next.
   *
   * @param submittedNanos when it was submitted, or was to be
   * @param jobspec where its description is
   * @param dependency the number of an earlier job that it waits for; below 0 for none
   */
  void submit(long submittedNanos, BlobRef jobspec, int dependency) {
    plugins.requireSilence();
    Job job = roster.make(submittedNanos, jobspec);
    plugins.call(Topic.JOB_CREATE, job);
    if (!plugins.validate(job)) {
      roster.refuse();
      plugins.call(Topic.JOB_DESTROY, job);
      listener.rejected(job);
      return;
    }
    roster.add(job, clock.nanos());
    plugins.call(Topic.JOB_NEW, job);
    post(job, JobEvent.SUBMIT, null);
    Job earlier = dependency < 0 ? null : roster.job(dependency);
    if (earlier != null && earlier.state != JobState.INACTIVE) {
      earlier.addDependent(job);
      job.dependencies++;
      post(job, JobEvent.DEPENDENCY_ADD, "\"after\":" + dependency);
    }
    log.committed(() -> {
      listener.submitted(job);
      post(job, JobEvent.VALIDATE, null);
    });
  }

  /** Gives a job that waits for a core another urgency; false where it waits for none. */
  boolean changeUrgency(Job job, int urgency) {
    plugins.requireSilence();
    if (urgency < 0 || urgency > Job.URGENCY_MAX) {
      throw new IllegalArgumentException(
          "urgency must be from 0 to " + Job.URGENCY_MAX + ": " + urgency);
    }
    if (job.state != JobState.SCHED) {
      return false;
    }
    execution.withdraw(job);
    job.urgency = urgency;
    post(job, JobEvent.URGENCY, "\"urgency\":" + urgency);
    return true;
  }

  /**
   * Raises an exception on a job.
   *
   * @param severity from 0, which ends the job, to 7
   * @return false where the job can have none: it is new, or over
   */
  boolean raise(Job job, int severity, String type) {
    plugins.requireSilence();
    if (severity < 0 || severity > 7) {
      throw new IllegalArgumentException("severity must be from 0 to 7: " + severity);
    }
    if (job.state == JobState.NEW || job.state == JobState.INACTIVE) {
      return false;
    }
    String context = "\"type\":\"" + type + "\",\"severity\":" + severity;
    if (severity > 0) {
      post(job, JobEvent.EXCEPTION, context);
      return true;
    }
    if (job.state == JobState.SCHED) {
      execution.withdraw(job);
    }
    post(job, JobEvent.FATAL_EXCEPTION, context);
    return true;
  }

  /** Appends an event to a job's log, and moves the job where the event moves it. */
  void post(Job job, JobEvent event, @Nullable String context) {
    plugins.requireSilence();
    long nowNanos = clock.nanos();
    log.append(job, event, nowNanos, context);
    JobState to = Transitions.next(job.state, event);
    if (to != null) {
      JobState from = job.state;
      long nanos = roster.move(job, to, nowNanos);
      plugins.call(Topic.of(to), job, from, nanos);
      act(job);
    }
  }

  private void act(Job job) {
    switch (job.state) {
      case NEW -> {}
      case DEPEND -> goOn(job);
      case PRIORITY -> {
        job.priority = job.urgency;
        post(job, JobEvent.PRIORITY, "\"priority\":" + job.priority);
      }
      case SCHED -> execution.enqueue(job);
      case RUN -> execution.start(job);
      case CLEANUP -> execution.cleanUp(job);
      case INACTIVE -> end(job);
    }
  }

  private void goOn(Job job) {
    if (job.state == JobState.DEPEND && job.dependencies == 0) {
      post(job, JobEvent.DEPEND, null);
    }
  }

  private void end(Job job) {
    plugins.call(Topic.JOB_INACTIVE_ADD, job);
    plugins.call(Topic.JOB_DESTROY, job);
    for (Job waiting : job.takeDependents()) {
      reactor.post(() -> free(waiting, job.id()));
    }
    listener.ended(job);
    purge(inactiveMax);
  }

  private void free(Job waiting, int dependency) {
    if (waiting.state != JobState.INACTIVE) {
      waiting.dependencies--;
      post(waiting, JobEvent.DEPENDENCY_REMOVE, "\"after\":" + dependency);
      goOn(waiting);
    }
  }

  /** Purges inactive jobs, the oldest first, until so many are left. */
  void purge(int left) {
    plugins.requireSilence();
    while (roster.inactive() > left) {
      Job job = roster.purgeOldest();
      long nanos = clock.nanos() - job.enteredNanos;
      plugins.call(Topic.JOB_INACTIVE_REMOVE, job, JobState.INACTIVE, nanos);
    }
  }

  /** The jobs and their states. */
  Roster roster() {
    return roster;
  }

  /** Whether the cache has all that was appended to eventlogs. */
  boolean isSettled() {
    return log.isEmpty();
  }

  int freeCores() {
    return execution.freeCores();
  }
}
