package stampede.store;

import stampede.time.NanoClock;
import stampede.time.Timers;

/**
 * Opens the stores of one URI scheme. Found by {@link java.util.ServiceLoader}: a public class with
 * a public constructor without arguments, named in {@code
 * META-INF/services/stampede.store.BackingStoreProvider}. {@link Stores#open} makes one each time,
 * and calls it on its own caller's thread.
 */
public interface BackingStoreProvider {
  /** The scheme, lower case, without the colon. */
  String scheme();

  /** What may follow the scheme, for messages: {@code sqlite:FILE}. */
  String usage();

  /**
   * Opens a store; may wait for input and output.
   *
   * @param uri of this scheme; may hold secrets, which stay out of messages and of the store's name
   * @param clock the only clock that the store may read
   * @param timers the only timers that the store may use
   * @throws BadInputException where the URI asks for what this scheme does not have
   * @throws StoreException where the store cannot be opened
   */
  BackingStore open(StoreUri uri, NanoClock clock, Timers timers);
}
