package stampede.cli;

import stampede.instrument.IntervalRecorder;

/** One stretch of traffic, the warm-up or the run: where it starts, and its recorder. */
record Stretch(
    long originNanos, long firstEdgeNanos, long intervalNanos, IntervalRecorder recorder) {
  static Stretch of(boolean warmup, long originNanos, WallEdges edges, long intervalNanos) {
    long firstEdgeNanos = edges.firstAfter(originNanos, intervalNanos);
    return new Stretch(
        originNanos,
        firstEdgeNanos,
        intervalNanos,
        new IntervalRecorder(
            warmup, originNanos, edges.millis(originNanos), firstEdgeNanos, intervalNanos));
  }
}
