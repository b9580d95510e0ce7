package stampede.store;

import java.util.ServiceLoader;
import java.util.stream.Collectors;
import stampede.time.NanoClock;
import stampede.time.Timers;

/** Opens a store by its URI; a scheme belongs to the provider that a ServiceLoader finds for it. */
public final class Stores {
  private Stores() {}

  /**
   * Opens the store that {@code uri} names, which is the caller's to close. Providers are looked for
   * by the thread's context class loader; the first of a scheme has it. Waits for input and output.
   *
   * @param clock for the store
   * @param timers for the store, until it is closed
   * @throws BadInputException where no provider has the scheme, or the URI asks for what its scheme
   *     does not have
   * @throws StoreException where the store cannot be opened
   * @throws java.util.ServiceConfigurationError where a provider that is looked at cannot be made
   */
  public static BackingStore open(StoreUri uri, NanoClock clock, Timers timers) {
    var providers = ServiceLoader.load(BackingStoreProvider.class);
    for (BackingStoreProvider provider : providers) {
      if (provider.scheme().equals(uri.scheme())) {
        return provider.open(uri, clock, timers);
      }
    }
    String known = providers.stream()
        .map(provider -> provider.get().usage())
        .sorted()
        .collect(Collectors.joining(", "));
    throw new BadInputException("store", uri.toString(), "one of " + known);
  }
}
