package stampede.cache;

import java.util.concurrent.CompletableFuture;
import stampede.store.Blob;

/** A blob in memory, with the answer to every load that finds it there. Immutable. */
final class Entry {
  final Blob blob;
  final CompletableFuture<LoadResult> hit;

  Entry(Blob blob) {
    this.blob = blob;
    this.hit = new Hit(new LoadResult.Found(blob, LoadResult.Source.CACHE));
  }

  /** A completed future that many callers share, so that none may put another answer in it. */
  private static final class Hit extends CompletableFuture<LoadResult> {
    Hit(LoadResult found) {
      complete(found);
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
}
