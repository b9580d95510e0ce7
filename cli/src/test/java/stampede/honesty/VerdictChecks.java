package stampede.honesty;

import java.nio.file.Path;
import java.util.List;
import stampede.results.Summary;
import stampede.results.Verdict;

/** Runs that must be believed, and runs that must not. */
final class VerdictChecks {
  private VerdictChecks() {}

  static List<Check> all() {
    return List.of(
        new Check("quiet run", VerdictChecks::quiet),
        new Check("saturated generator", VerdictChecks::saturated),
        new Check("generator that falls behind", VerdictChecks::fallsBehind),
        new Check("generator that does not finish", VerdictChecks::doesNotFinish));
  }

  /** 1 ms, any number at once, at 1,000/s. */
  private static List<String> quiet(Chain chain, Path dir) {
    return verdict(chain, dir, parallelAt(chain, Scene.MILLI), Verdict.VALID, Verdict.VALID);
  }

  /** A target that takes 120 ms at 1,000/s, and a generator that holds 100 requests. */
  private static List<String> saturated(Chain chain, Path dir) {
    Scene scene = parallelAt(chain, 120 * Scene.MILLI).atMostInFlight(100);
    return verdict(chain, dir, scene, Verdict.INVALID, Verdict.INVALID);
  }

  private static Scene parallelAt(Chain chain, long serviceNanos) {
    int count = 20_000;
    long[] services = Draws.constant(count, serviceNanos);
    return Scene.of(
        chain.plans().constant(Draws.rate(1_000), count), time -> Servers.parallel(time, services));
  }

  /** Each request holds the only thread for 1.1 ms at 1,000/s: all is sent, later and later. */
  private static List<String> fallsBehind(Chain chain, Path dir) {
    return verdict(chain, dir, blockingAt(chain, 1_100_000), Verdict.INVALID, Verdict.INVALID);
  }

  /** 2 ms instead: a quarter of the plan is due when the drain ends. */
  private static List<String> doesNotFinish(Chain chain, Path dir) {
    return verdict(chain, dir, blockingAt(chain, 2_000_000), Verdict.INVALID, Verdict.INVALID);
  }

  private static Scene blockingAt(Chain chain, long serviceNanos) {
    int count = 20_000;
    long[] services = Draws.constant(count, serviceNanos);
    return Scene.of(
        chain.plans().constant(Draws.rate(1_000), count), time -> Servers.blocking(time, services));
  }

  private static List<String> verdict(
      Chain chain, Path dir, Scene scene, Verdict best, Verdict worst) {
    Summary summary = Trial.of(chain, scene, dir).summary();
    Verdict verdict = summary.verdict();
    return verdict.compareTo(best) >= 0 && verdict.compareTo(worst) <= 0
        ? List.of()
        : List.of(verdict + " instead of " + best + ": " + summary.reasons());
  }
}
