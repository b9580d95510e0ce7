package stampede.results.gate;

import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.instrument.Series;

/**
 * One thing that has to hold: a statistic of a series is not slower.
 *
 * @param id its name in files, unique in a gate
 * @param margin how much slower is no regression yet: the lower bound has to exceed it. 0.05 is 5 %
 * @param max how much slower has to be excluded for an OK: the upper bound has to be below it
 * @param floorNanos a difference up to this is no regression, whatever its ratio
 * @param required whether the verdict is INVALID where it cannot be evaluated
 */
public record Check(
    String id,
    Series series,
    Stat stat,
    double margin,
    double max,
    long floorNanos,
    boolean required) {
  /** Checks the bounds. */
  public Check {
    if (!(margin >= 0 && margin <= 10)) {
      throw new IllegalArgumentException("margin must be in [0, 10]: " + margin);
    }
    if (!(max > margin && max <= 100)) {
      throw new IllegalArgumentException("max must be above the margin, at most 100: " + max);
    }
    if (floorNanos < 0) {
      throw new IllegalArgumentException("floorNanos must be >= 0: " + floorNanos);
    }
  }

  /** With the margins that its statistic has where nothing else is asked. */
  static Check of(Clock clock, Operation operation, Outcome outcome, Stat stat) {
    return of(new Series(clock, operation, outcome), stat);
  }

  static Check of(Series series, Stat stat) {
    return new Check(
        id(series, stat),
        series,
        stat,
        stat.defaultMargin(),
        stat.defaultMax(),
        0,
        stat != Stat.P99);
  }

  /** {@code load.hit.p50}; of another clock than service {@code durable.store.stored.p50}. */
  static String id(Series series, Stat stat) {
    return label(series) + "." + stat.word();
  }

  /** A series without the clock where that is service. */
  static String label(Series series) {
    String tag = series.tag();
    return series.clock() == Clock.SERVICE ? tag.substring(tag.indexOf('.') + 1) : tag;
  }
}
