package stampede.cache;

import java.util.ArrayList;
import java.util.List;

/** The flushes that wait. Guarded by its {@link DirtyBlobs}. */
final class FlushWaits {
  private final List<FlushWait> waits = new ArrayList<>();
  private final Answers answers;
  private long tick;

  FlushWaits(Answers answers) {
    this.answers = answers;
  }

  /** Begins a flush of the blobs up to {@code lastSequence}, which are these entries and bytes. */
  FlushWait begin(long lastSequence, long entries, long bytes) {
    var wait = new FlushWait(lastSequence, tick, entries, bytes);
    if (wait.isSettled()) {
      wait.answer.complete(wait.result()); // Nobody depends on it yet: no callback runs.
    } else {
      waits.add(wait);
    }
    return wait;
  }

  /** The time of a flush is over. */
  void timeOut(FlushWait wait) {
    if (waits.remove(wait)) {
      FlushResult result = wait.timedOut();
      answers.add(() -> wait.answer.complete(result));
    }
  }

  /** There is no store to flush to. */
  void storeGone() {
    for (FlushWait wait : waits) {
      FlushResult result = wait.withoutStore();
      answers.add(() -> wait.answer.complete(result));
    }
    waits.clear();
  }

  void confirmed(DirtyBlob blob) {
    waits.forEach(wait -> wait.confirmed(blob));
    answerSettled();
  }

  void failed(DirtyBlob blob, Throwable cause) {
    waits.forEach(wait -> wait.failed(blob, cause));
    blob.failedTick = ++tick;
    answerSettled();
  }

  private void answerSettled() {
    for (FlushWait wait : waits) {
      if (wait.isSettled()) {
        FlushResult result = wait.result();
        answers.add(() -> wait.answer.complete(result));
      }
    }
    waits.removeIf(FlushWait::isSettled);
  }

  /** Fails all. */
  void close(Throwable failure) {
    waits.forEach(wait -> answers.add(() -> wait.answer.completeExceptionally(failure)));
    waits.clear();
  }
}
