package stampede.store;

import stampede.time.NanoClock;
import stampede.time.Timers;

/** Opens the stores of one URI scheme; found by {@link java.util.ServiceLoader}. */
public interface BackingStoreProvider {
  /** The scheme, lower case, without the colon. */
  String scheme();

  /** What may follow the scheme, for messages: {@code sqlite:FILE}. */
  String usage();

  /**
   * Opens a store.
   *
   * @param clock the only clock that the store may read
   * @param timers the only timers that the store may use
   * @throws BadInputException where the URI asks for what this scheme does not have
   * @throws StoreException where the store cannot be opened
   */
  BackingStore open(StoreUri uri, NanoClock clock, Timers timers);
}
