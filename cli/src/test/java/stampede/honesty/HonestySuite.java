package stampede.honesty;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The checks of docs/honesty.md. */
final class HonestySuite {
  private static final List<Check> CHECKS = Stream.of(
          WaitChecks.all(), LimitChecks.all(), PlanChecks.all(), VerdictChecks.all())
      .flatMap(List::stream)
      .toList();

  private HonestySuite() {}

  static List<Check> checks() {
    return CHECKS;
  }

  /** The check of a name. */
  static Check check(String name) {
    return CHECKS.stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Puts a chain to some checks.
   *
   * @param dir an empty directory for the runs
   * @return the names of the checks that it fails, in order, each with what is wrong
   */
  static Map<String, List<String>> failed(Chain chain, List<Check> checks, Path dir) {
    Map<String, List<String>> failed = new LinkedHashMap<>();
    for (Check check : checks) {
      Path folder = dir.resolve(check.name().replaceAll("\\W", "-"));
      List<String> differences = check.body().differences(chain, folder);
      if (!differences.isEmpty()) {
        failed.put(check.name(), differences);
      }
    }
    return failed;
  }
}
