package stampede.cache;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import stampede.store.BackingStore;

/** The dirty blobs that are to be stored, and the places of the flush batch. Guarded by its {@link DirtyBlobs}. */
final class FlushQueue {
  private final ArrayDeque<DirtyBlob> queue = new ArrayDeque<>();
  private final LinkedHashSet<StoreAttempt> batch = new LinkedHashSet<>();
  private final int batchMax;

  FlushQueue(int batchMax) {
    this.batchMax = batchMax;
  }

  void add(DirtyBlob blob) {
    queue.add(blob);
  }

  /** The next attempt, which has its place from now on; null where none may be. */
  @Nullable
  StoreAttempt next(BackingStore store) {
    if (batch.size() >= batchMax || queue.isEmpty()) {
      return null;
    }
    var attempt = new StoreAttempt(queue.remove(), store);
    batch.add(attempt);
    return attempt;
  }

  /** Frees the place of an attempt that has ended; false where it had been given up. */
  boolean end(StoreAttempt attempt) {
    return batch.remove(attempt);
  }

  /** Gives up what is in flight; what is dirty of it comes before what is queued, in the same order. */
  void giveUpAttempts(Predicate<DirtyBlob> isDirty) {
    List<StoreAttempt> attempts = new ArrayList<>(batch);
    batch.clear();
    Collections.reverse(attempts);
    for (StoreAttempt attempt : attempts) {
      if (isDirty.test(attempt.blob)) {
        queue.addFirst(attempt.blob);
      }
    }
  }

  void remove(DirtyBlob blob) {
    queue.remove(blob);
  }

  void clear() {
    queue.clear();
  }

  int inFlight() {
    return batch.size();
  }
}
