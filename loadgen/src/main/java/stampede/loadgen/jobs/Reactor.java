package stampede.loadgen.jobs;

/**
 * One thread that runs callbacks one after another, as the job manager of the original has it. A
 * callback is a turn: what happens within it, no other callback sees half done.
 */
public interface Reactor {
  /** Runs a callback in a later turn, in the order of the calls. Any thread. */
  void post(Runnable callback);

  /** Runs a callback in a turn no earlier than {@code nanos} from now. By the reactor's thread. */
  void after(long nanos, Runnable callback);
}
