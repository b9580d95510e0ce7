package stampede.cache;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import stampede.store.Blob;

/**
 * A store on its way to an answer. Guarded by its {@link DirtyBlobs} until it has a place, then
 * owned by the thread that answers it.
 */
final class StoreRequest {
  final Blob blob;
  final CompletableFuture<StoreResult> answer = new CompletableFuture<>();

  /** What it is answered with, unless it fails. */
  private @Nullable StoreResult result;

  /** Its blob in memory, unless it was refused. */
  private @Nullable Entry entry;

  /** Completes when the backing store has confirmed the blob; null where it had before. */
  private @Nullable CompletableFuture<Void> confirmed;

  StoreRequest(Blob blob) {
    this.blob = blob;
  }

  void admitted(DirtyBlob made) {
    entry = made.entry;
    confirmed = made.confirmed;
    result = new StoreResult.Stored(blob.ref(), false);
  }

  void knownDirty(DirtyBlob present) {
    entry = present.entry;
    confirmed = present.confirmed;
    result = new StoreResult.Stored(blob.ref(), true);
  }

  void knownClean(Entry present) {
    entry = present;
    result = new StoreResult.Stored(blob.ref(), true);
  }

  void overloaded() {
    result = new StoreResult.Overloaded(blob.ref());
  }

  /** Answers, after the loads that wait for the blob; where asked to, not before its confirmation. */
  void settle(LoadsInFlight loads, CleanBlobs clean, WriteMode mode) {
    if (entry != null) {
      loads.storeArrived(entry);
      if (confirmed == null) {
        clean.touch(blob.ref());
      }
    }
    if (confirmed == null || mode == WriteMode.BACK) {
      answer.complete(result);
      return;
    }
    var unused = confirmed.whenComplete((done, failure) -> {
      if (failure == null) {
        answer.complete(result);
      } else {
        answer.completeExceptionally(failure);
      }
    });
  }
}
