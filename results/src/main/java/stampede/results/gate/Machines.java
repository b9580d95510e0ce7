package stampede.results.gate;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import stampede.results.Manifest.Environment;

/** Whether two measurements are of one machine. */
final class Machines {
  private Machines() {}

  /** In what they differ; null where they are alike. */
  static @Nullable String difference(Environment one, Environment other) {
    return first(
        differ("os", one.os(), other.os()),
        differ("cpu", one.cpu(), other.cpu()),
        differ("cores", one.cores(), other.cores()),
        differ("jvm", one.jvm(), other.jvm()),
        differ("flags", one.flags(), other.flags()),
        differ("distribution", one.distributionHash(), other.distributionHash()));
  }

  private static @Nullable String differ(
      String what, @Nullable Object one, @Nullable Object other) {
    return Objects.equals(one, other) ? null : what + " " + other + " in place of " + one;
  }

  private static @Nullable String first(@Nullable String... texts) {
    for (String text : texts) {
      if (text != null) {
        return text;
      }
    }
    return null;
  }
}
