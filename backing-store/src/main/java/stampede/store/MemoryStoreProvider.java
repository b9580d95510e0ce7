package stampede.store;

import stampede.time.NanoClock;
import stampede.time.Timers;

/** Opens {@code memory:}, a new and empty {@link MemoryStore} each time. */
public final class MemoryStoreProvider implements BackingStoreProvider {
  /** For {@link java.util.ServiceLoader}. */
  public MemoryStoreProvider() {}

  @Override
  public String scheme() {
    return "memory";
  }

  @Override
  public String usage() {
    return "memory:";
  }

  @Override
  public BackingStore open(StoreUri uri, NanoClock clock, Timers timers) {
    uri.requireOnly();
    if (!uri.rest().isEmpty()) {
      throw new BadInputException("store", uri.toString(), usage());
    }
    return new MemoryStore(scheme(), uri.blobBytesMax());
  }
}
