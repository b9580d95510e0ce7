package stampede.cli;

import org.jspecify.annotations.Nullable;
import stampede.instrument.IntervalSink;
import stampede.time.NanoClock;
import stampede.time.Waiter;

/**
 * The thread {@code stampede-reporter}: cuts an interval a little after each of its edges and hands
 * it on. One use.
 */
final class Reporter implements AutoCloseable {
  /** How long after an edge the cut comes, so that what ended before the edge is recorded. */
  private static final long GRACE_NANOS = 60_000_000;

  /** How often the thread looks whether it was closed: an interrupt would close its sink's files. */
  private static final long LOOK_NANOS = 20_000_000;

  private final Stretch stretch;
  private final NanoClock clock;
  private final Waiter waiter;
  private final IntervalSink sink;
  private final Runnable onFailure;
  private final Thread thread = new Thread(this::report, "stampede-reporter");
  private volatile boolean closed;
  private volatile @Nullable RuntimeException failure;

  /** Hands intervals to {@code sink} on the thread; {@code onFailure} hears when it threw. */
  Reporter(Stretch stretch, NanoClock clock, Waiter waiter, IntervalSink sink, Runnable onFailure) {
    this.stretch = stretch;
    this.clock = clock;
    this.waiter = waiter;
    this.sink = sink;
    this.onFailure = onFailure;
    thread.setDaemon(true);
  }

  Reporter start() {
    thread.start();
    return this;
  }

  private void report() {
    long edgeNanos = stretch.firstEdgeNanos();
    for (; reaches(edgeNanos + GRACE_NANOS); edgeNanos += stretch.intervalNanos()) {
      try {
        sink.accept(stretch.recorder().cut());
      } catch (RuntimeException e) {
        failure = e;
        onFailure.run();
        return;
      }
    }
  }

  /** Waits until a moment; false where closed before. */
  private boolean reaches(long nanos) {
    while (!closed) {
      long nowNanos = clock.nanos();
      if (nowNanos - nanos >= 0) {
        return true;
      }
      waiter.until(Math.min(nanos - nowNanos, LOOK_NANOS) + nowNanos);
    }
    return false;
  }

  /**
   * Ends the thread; the interval that is open stays in the recorder.
   *
   * @throws RuntimeException what the sink threw, if it did
   */
  @Override
  public void close() {
    closed = true;
    boolean interrupted = Thread.interrupted();
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    RuntimeException thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
  }
}
