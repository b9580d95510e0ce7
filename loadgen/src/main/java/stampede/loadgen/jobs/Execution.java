package stampede.loadgen.jobs;

/**
 * Gives jobs their cores, runs them and cleans up behind them. Each step is a turn of its own, as
 * each is a message in the original. For the reactor's thread.
 */
final class Execution {
  /** The status of a job that was ended by SIGTERM. */
  private static final int TERMINATED = 15;

  private final JobManager manager;
  private final JobContent content;
  private final Reactor reactor;
  private final Cores cores;
  private final SchedQueue queue = new SchedQueue();
  private final long runNanos;
  private boolean scheduling;

  Execution(JobSettings settings, JobManager manager, JobContent content, Reactor reactor) {
    this.manager = manager;
    this.content = content;
    this.reactor = reactor;
    this.cores = new Cores(settings.brokers(), settings.cores());
    this.runNanos = settings.runNanos();
  }

  /** Takes a job in that waits for a core. */
  void enqueue(Job job) {
    queue.add(job);
    schedule();
  }

  /** Forgets a job that waits for a core. */
  void withdraw(Job job) {
    queue.remove(job);
  }

  /** Hands out a core in a later turn, where there is one and a job that wants it. */
  private void schedule() {
    if (!scheduling && cores.anyFree() && !queue.isEmpty()) {
      scheduling = true;
      content.whenFree(this::allocate);
    }
  }

  private void allocate() {
    scheduling = false;
    if (cores.anyFree() && !queue.isEmpty()) {
      Job job = queue.takeFirst();
      job.broker = cores.take();
      manager.post(job, JobEvent.ALLOC, "\"ranks\":\"" + job.broker + "\"");
    }
    schedule();
  }

  /** Starts a job: loads what it is, and lets it run. */
  void start(Job job) {
    int attempt = job.attempt;
    content.load(job.jobspec, found -> reactor.post(() -> begin(job, attempt, found)));
  }

  private void begin(Job job, int attempt, boolean found) {
    if (job.attempt != attempt) {
      return; // it was cancelled meanwhile
    }
    if (!found) {
      manager.raise(job, 0, "exec");
      return;
    }
    job.started = true;
    manager.post(job, JobEvent.START, null);
    reactor.after(runNanos, () -> finish(job, attempt));
  }

  private void finish(Job job, int attempt) {
    if (job.attempt == attempt) {
      job.started = false;
      manager.post(job, JobEvent.FINISH, "\"status\":0");
    }
  }

  /** Cleans up behind a job: stores its result, gives back its core. */
  void cleanUp(Job job) {
    if (!job.holdsCore()) {
      reactor.post(() -> manager.post(job, JobEvent.CLEAN, null));
      return;
    }
    if (job.started) { // an exception ends what runs
      job.started = false;
      job.status = TERMINATED;
      manager.post(job, JobEvent.FINISH, "\"status\":" + TERMINATED);
    }
    content.store(
        JobText.result(job.id(), job.broker, job.status, runNanos),
        ref -> reactor.post(() -> release(job)));
  }

  private void release(Job job) {
    manager.post(job, JobEvent.RELEASE, "\"final\":true");
    reactor.post(() -> free(job));
  }

  private void free(Job job) {
    cores.giveBack(job.takeBroker());
    schedule();
    manager.post(job, JobEvent.FREE, null);
    reactor.post(() -> manager.post(job, JobEvent.CLEAN, null));
  }

  int freeCores() {
    return cores.free();
  }
}
