package stampede.instrument;

/** Takes the intervals of a run, in order, on the reporting thread. */
@FunctionalInterface
public interface IntervalSink {
  void accept(Interval interval);
}
