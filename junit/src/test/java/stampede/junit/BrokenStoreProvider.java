package stampede.junit;

import stampede.store.BackingStore;
import stampede.store.BackingStoreProvider;
import stampede.store.StoreUri;
import stampede.time.NanoClock;
import stampede.time.Timers;

/** A team's own store, {@code broken:}, which does not open. */
public final class BrokenStoreProvider implements BackingStoreProvider {
  static final String SAID = "the team's store is broken";

  @Override
  public String scheme() {
    return "broken";
  }

  @Override
  public String usage() {
    return "broken:";
  }

  @Override
  public BackingStore open(StoreUri uri, NanoClock clock, Timers timers) {
    throw new IllegalStateException(SAID);
  }
}
