package stampede.cache;

import org.jspecify.annotations.Nullable;
import stampede.store.BackingStore;

/** The backing store of a cache, which may go and come back. Thread-safe. */
final class Registration {
  private volatile @Nullable BackingStore active;

  /** Of the first store. Clean blobs lie in it alone, so that no other may take its place. */
  private @Nullable String name;

  void register(BackingStore store) {
    register(store, store.name());
  }

  private synchronized void register(BackingStore store, String given) {
    if (active != null) {
      throw new IllegalStateException(name + " is registered already");
    }
    if (name != null && !name.equals(given)) {
      throw new IllegalArgumentException("the store " + name + " is wanted again: " + given);
    }
    name = given;
    active = store;
  }

  synchronized void unregister() {
    if (active == null) {
      throw new IllegalStateException("no backing store is registered");
    }
    active = null;
  }

  /** The store; null where none is registered. */
  @Nullable
  BackingStore active() {
    return active;
  }
}
