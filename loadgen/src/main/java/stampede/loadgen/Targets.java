package stampede.loadgen;

import java.util.ServiceLoader;
import java.util.stream.Collectors;
import stampede.store.BadInputException;

/** Finds a target by its name. */
public final class Targets {
  private Targets() {}

  /**
   * The provider of a name. Providers are looked for by the thread's context class loader; the first
   * of a name has it.
   *
   * @throws BadInputException where no provider has the name
   * @throws java.util.ServiceConfigurationError where a provider that is looked at cannot be made
   */
  public static TargetProvider named(String name) {
    var providers = ServiceLoader.load(TargetProvider.class);
    for (TargetProvider provider : providers) {
      if (provider.name().equals(name)) {
        return provider;
      }
    }
    String known = providers.stream()
        .map(provider -> provider.get().name())
        .sorted()
        .collect(Collectors.joining(", "));
    throw new BadInputException("target", name, "one of " + known);
  }
}
