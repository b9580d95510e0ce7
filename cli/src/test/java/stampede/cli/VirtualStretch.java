package stampede.cli;

import java.util.function.LongSupplier;
import stampede.instrument.IntervalRecorder;
import stampede.time.NanoClock;

/**
 * The recorder of a run and where its first interval ends, made as {@code run} makes them, for tests
 * of other packages.
 */
public record VirtualStretch(IntervalRecorder recorder, long firstEdgeNanos) {
  /** Of a run that starts at {@code originNanos}; the wall clock is read once. */
  public static VirtualStretch of(
      NanoClock clock, LongSupplier wallMillis, long originNanos, long intervalNanos) {
    var edges = new WallEdges(clock.nanos(), wallMillis.getAsLong());
    Stretch stretch = Stretch.of(false, originNanos, edges, intervalNanos);
    return new VirtualStretch(stretch.recorder(), stretch.firstEdgeNanos());
  }
}
