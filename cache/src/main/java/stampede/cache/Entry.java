package stampede.cache;

import java.util.concurrent.CompletableFuture;
import stampede.cache.LoadResult.Found;
import stampede.cache.LoadResult.Source;
import stampede.store.Blob;

/**
 * A blob in memory, and the answer to every load that finds it there: a completed future that many
 * callers share, so that none may put another answer in it. Immutable.
 */
final class Entry extends CompletableFuture<LoadResult> {
  final Blob blob;

  Entry(Blob blob) {
    this.blob = blob;
    complete(new Found(blob, Source.CACHE));
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }

  @Override
  public void obtrudeValue(LoadResult value) {
    throw new UnsupportedOperationException("the answer to a hit is shared");
  }

  @Override
  public void obtrudeException(Throwable failure) {
    throw new UnsupportedOperationException("the answer to a hit is shared");
  }
}
