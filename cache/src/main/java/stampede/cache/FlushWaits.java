package stampede.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The flushes that wait. Guarded by its {@link DirtyBlobs}. */
final class FlushWaits {
  private final List<FlushWait> waits = new ArrayList<>();
  private final Answers answers;
  private long tick;

  FlushWaits(Answers answers) {
    this.answers = answers;
  }

  /** Begins a flush of the blobs up to {@code lastSequence}, which are these entries and bytes. */
  CompletableFuture<FlushResult> begin(long lastSequence, long entries, long bytes) {
    var wait = new FlushWait(lastSequence, tick, entries, bytes);
    if (wait.isSettled()) {
      return CompletableFuture.completedFuture(wait.result());
    }
    waits.add(wait);
    return wait.answer;
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
