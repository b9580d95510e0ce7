package stampede.cache;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The flushes that wait, and what they wait for. Guarded by its {@link DirtyBlobs}. */
final class FlushWaits {
  /*
   * The acceptance of a blob and the failure of an attempt are events, numbered in one order. A
   * flush that began after event t is settled when the last event of every dirty blob came after t:
   * each blob accepted before is confirmed, or has failed since. What settles a flush settles all
   * that began before it, so that only the first is ever looked at.
   */
  private final LinkedHashSet<FlushWait> waits = new LinkedHashSet<>();

  /** The dirty blobs, in the order of their last events. */
  private final LinkedHashSet<DirtyBlob> byLastEvent = new LinkedHashSet<>();

  /** Those of them that have failed, by the order of their acceptance. */
  private final TreeMap<Long, DirtyBlob> failed = new TreeMap<>();

  private final Answers answers;
  private long lastEvent;

  FlushWaits(Answers answers) {
    this.answers = answers;
  }

  /** The number of an acceptance that takes place. */
  long nextEvent() {
    return ++lastEvent;
  }

  void accepted(DirtyBlob blob) {
    byLastEvent.add(blob);
  }

  /** Begins a flush of what is dirty. */
  FlushWait begin() {
    var wait = new FlushWait(lastEvent);
    if (byLastEvent.isEmpty()) {
      wait.answer.complete(wait.settled(null, 0)); // Nobody depends on it yet: no callback runs.
    } else {
      waits.add(wait);
    }
    return wait;
  }

  /** A blob is dirty no more; {@code dirtyBytes} are left. */
  void confirmed(DirtyBlob blob, long dirtyBytes) {
    byLastEvent.remove(blob);
    failed.remove(blob.sequence);
    answerSettled(dirtyBytes);
  }

  /** A blob has failed and stays dirty. */
  void failed(DirtyBlob blob, long dirtyBytes) {
    byLastEvent.remove(blob);
    blob.lastEvent = ++lastEvent;
    byLastEvent.add(blob);
    failed.put(blob.sequence, blob);
    answerSettled(dirtyBytes);
  }

  /** A blob has failed and is dirty no more. */
  void lost(DirtyBlob blob, Throwable cause, long dirtyBytes) {
    for (FlushWait wait : waits) {
      if (blob.sequence <= wait.beganAfter) {
        wait.lost(blob, cause);
      }
    }
    confirmed(blob, dirtyBytes);
  }

  private void answerSettled(long dirtyBytes) {
    while (!waits.isEmpty()) {
      FlushWait first = waits.iterator().next();
      if (!isSettled(first)) {
        return;
      }
      waits.remove(first);
      answer(first, first.settled(causeFor(first), dirtyBytes));
    }
  }

  private boolean isSettled(FlushWait wait) {
    return byLastEvent.isEmpty() || byLastEvent.iterator().next().lastEvent > wait.beganAfter;
  }

  private @Nullable Throwable causeFor(FlushWait settled) {
    Map.Entry<Long, DirtyBlob> oldest = failed.firstEntry();
    return oldest == null || oldest.getKey() > settled.beganAfter
        ? null
        : oldest.getValue().lastCause;
  }

  /** The time of a flush is over. */
  void timeOut(FlushWait wait, long dirtyBytes) {
    if (waits.remove(wait)) {
      answer(wait, wait.timedOut(dirtyBytes));
    }
  }

  /** There is no store to flush to. */
  void storeGone(long dirtyBytes) {
    waits.forEach(wait -> answer(wait, wait.withoutStore(dirtyBytes)));
    waits.clear();
  }

  private void answer(FlushWait wait, FlushResult result) {
    answers.add(() -> wait.answer.complete(result));
  }

  /** Fails all. */
  void close(Throwable failure) {
    waits.forEach(wait -> answers.add(() -> wait.answer.completeExceptionally(failure)));
    waits.clear();
  }
}
