package stampede.loadgen;

import java.util.List;

/** Schedules one after another, each within a stretch of its own. Thread-safe as they are. */
final class PhasedSchedule implements Schedule {
  private final Schedule[] parts;
  /** The index of each part's first start, and where the part begins. */
  private final long[] firstIndex;

  private final long[] beginNanos;
  private final long count;

  /**
   * A sequence.
   *
   * @param spansNanos how long each part goes on: none of its starts is later
   */
  PhasedSchedule(List<Schedule> parts, List<Long> spansNanos) {
    this.parts = parts.toArray(Schedule[]::new);
    this.firstIndex = new long[this.parts.length];
    this.beginNanos = new long[this.parts.length];
    long nextIndex = 0;
    long nextNanos = 0;
    for (int part = 0; part < this.parts.length; part++) {
      firstIndex[part] = nextIndex;
      beginNanos[part] = nextNanos;
      nextIndex += this.parts[part].count();
      nextNanos += spansNanos.get(part);
    }
    this.count = Schedules.requireCount(nextIndex);
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public long startNanos(long index) {
    // The last part that begins no later: one without a start shares its first index with the next.
    int part = 0;
    for (int end = parts.length; end - part > 1; ) {
      int middle = (part + end) >>> 1;
      if (firstIndex[middle] <= index) {
        part = middle;
      } else {
        end = middle;
      }
    }
    return beginNanos[part] + parts[part].startNanos(index - firstIndex[part]);
  }
}
