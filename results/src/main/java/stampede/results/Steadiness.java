package stampede.results;

import java.util.List;
import org.jspecify.annotations.Nullable;
import stampede.results.Summary.Check;

/** Checks that a run was the same from its beginning to its end. */
final class Steadiness {
  static final String DIRTY = "growth of dirty bytes";

  private Steadiness() {}

  static List<Check> checks(Trends trends, Evidence evidence, Thresholds bounds) {
    return List.of(
        growth(
            DIRTY,
            Drift.lateGrowth(trends.dirtyBytes()),
            evidence.dirtyBytesMax(),
            bounds.dirtyGrowthMax(),
            "dirty bytes grew",
            "the store does not keep up"),
        growth(
            "growth of clean bytes",
            Drift.lateGrowth(trends.cleanBytes()),
            evidence.cleanBytesMax(),
            bounds.cleanGrowthMax(),
            "the cache was still filling: clean bytes grew",
            "a longer --warmup is needed"),
        hitGrowth(trends, evidence, bounds.hitGrowthMax()),
        level(trends, bounds));
  }

  private static Check growth(
      String name,
      @Nullable Double growthBytes,
      @Nullable Long bytesMax,
      double shareMax,
      String what,
      String consequence) {
    if (growthBytes == null || bytesMax == null) {
      return Checks.notMeasured(name, "> " + Units.percent(shareMax) + " of their bound", "");
    }
    double max = shareMax * bytesMax;
    boolean grows = growthBytes > max;
    return new Check(
        name,
        Units.bytes(growthBytes),
        "> " + Units.bytes(max),
        "",
        grows ? Verdict.SUSPECT : Verdict.VALID,
        grows
            ? what + " by " + Units.bytes(growthBytes) + " over the last half of the run, at most "
                + Units.bytes(max) + " wanted: " + consequence
            : null);
  }

  private static Check hitGrowth(Trends trends, Evidence evidence, double max) {
    String name = "growth of the hit share";
    Double growth = Drift.lateGrowth(trends.hitShares());
    if (growth == null || evidence.cleanBytesMax() == null) {
      return Checks.notMeasured(name, "> " + Units.percent(max), "");
    }
    boolean grows = growth > max;
    return new Check(
        name,
        Units.percent(growth),
        "> " + Units.percent(max),
        "",
        grows ? Verdict.SUSPECT : Verdict.VALID,
        grows
            ? "the cache was still filling: the hit share grew by " + Units.percent(growth)
                + " of all loads over the last half of the run, at most " + Units.percent(max)
                + " wanted: a longer --warmup is needed"
            : null);
  }

  private static Check level(Trends trends, Thresholds bounds) {
    String name = "level of the median response";
    String suspectAt =
        "> " + bounds.levelRatioMax() + " x, by chance < " + Units.percent(bounds.levelChanceMax());
    Drift.Change change = Drift.change(trends.medianNanos());
    if (change == null) {
      return Checks.notMeasured(name, suspectAt, "");
    }
    boolean changed =
        change.ratio() > bounds.levelRatioMax() && change.chance() < bounds.levelChanceMax();
    String levels = Units.nanos(change.before()) + " in the first " + change.at()
        + " intervals and " + Units.nanos(change.after()) + " in the other "
        + (trends.medianNanos().size() - change.at());
    return new Check(
        name,
        levels,
        suspectAt,
        "",
        changed ? Verdict.SUSPECT : Verdict.VALID,
        changed
            ? "the run was not steady: the median response was " + levels + ", at most "
                + bounds.levelRatioMax() + " x wanted"
            : null);
  }
}
