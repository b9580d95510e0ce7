package stampede.loadgen.jobs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The eventlogs of all jobs. An event is a blob of its own; what is appended within 10 ms is stored
 * together, as the original commits it, or earlier where it is much. For the reactor's thread.
 */
final class EventLog {
  private static final long BATCH_NANOS = 10_000_000;
  private static final int BATCH_MAX = 2048;

  private final JobContent content;
  private final Reactor reactor;
  private Batch open = new Batch();

  EventLog(JobContent content, Reactor reactor) {
    this.content = content;
    this.reactor = reactor;
  }

  /** Events that are stored together, and what waits until the cache has them all. */
  private final class Batch {
    private final List<byte[]> entries = new ArrayList<>();
    private final List<Runnable> waiters = new ArrayList<>();
    private int left;

    private void stored() {
      if (--left == 0) {
        waiters.forEach(reactor::post);
      }
    }
  }

  /**
   * Appends an event.
   *
   * @param context what it tells of itself: fields of a JSON object; null for none
   */
  void append(Job job, JobEvent event, long atNanos, @Nullable String context) {
    Batch batch = open;
    batch.entries.add(JobText.entry(job.id(), event, atNanos, context));
    if (batch.entries.size() == 1) {
      reactor.after(BATCH_NANOS, () -> commit(batch));
    } else if (batch.entries.size() == BATCH_MAX) {
      reactor.post(() -> commit(batch));
    }
  }

  /**
   * Runs a callback in a turn of its own when the cache has accepted what was appended until now, in
   * this turn at least.
   */
  void committed(Runnable callback) {
    open.waiters.add(callback);
  }

  /** Whether nothing waits to be stored. */
  boolean isEmpty() {
    return open.entries.isEmpty();
  }

  private void commit(Batch batch) {
    if (batch != open) {
      return; // it was full before its time came
    }
    open = new Batch();
    batch.left = batch.entries.size();
    for (byte[] entry : batch.entries) {
      content.store(entry, ref -> batch.stored());
    }
  }
}
