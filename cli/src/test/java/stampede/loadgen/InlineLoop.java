package stampede.loadgen;

/** Runs a loop on the calling thread, for virtual time in tests of other packages. */
public final class InlineLoop {
  private InlineLoop() {}

  /** Sends and drains as {@link Loop#run} does, with one worker, which is the draining thread. */
  public static Loop.Ending run(Loop loop, long originNanos, long drainEndNanos) {
    return loop.runInline(originNanos, drainEndNanos);
  }
}
