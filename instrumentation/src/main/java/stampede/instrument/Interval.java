package stampede.instrument;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The timings of a span of the run: those whose end lies in it.
 *
 * @param warmup whether the span lies before the run's origin: in no figure
 * @param startNanos the clock's reading at its start
 * @param endNanos the clock's reading at its end
 * @param startMillis its start in wall-clock time: milliseconds since the epoch
 * @param histograms the non-empty distributions in nanoseconds, from 0 to an hour with 3
 *     significant digits; the receiver owns them
 * @param counts every request that ended, whether or not it has a timing
 * @param outOfRange samples that were negative or longer than an hour, in no histogram
 * @param misplaced recordings whose end lies in an interval already cut, or more than one interval
 *     ahead of the open one: counted here, in the interval nearest to it
 */
public record Interval(
    boolean warmup,
    long startNanos,
    long endNanos,
    long startMillis,
    Map<Series, Histogram> histograms,
    OutcomeCounts counts,
    long outOfRange,
    long misplaced) {}
