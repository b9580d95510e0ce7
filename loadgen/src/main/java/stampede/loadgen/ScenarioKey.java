package stampede.loadgen;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A key of a scenario, for those who ask for settings.
 *
 * @param name in camelCase: {@code valueSize}
 * @param meaning what it sets, in words
 * @param defaultText null where there is no default
 * @param expected what a value may be, in words
 * @param repeatable whether it may be given more than once
 * @param flag whether it is true or false: as an option it has no value, and means true
 */
public record ScenarioKey(
    String name,
    String meaning,
    @Nullable String defaultText,
    String expected,
    boolean repeatable,
    boolean flag) {
  /** The key as a long option: {@code --value-size}. */
  public String option() {
    return "--" + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
