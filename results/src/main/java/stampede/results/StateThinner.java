package stampede.results;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds any number of samples in bounded memory. Neighbours are merged into two rows once there are too
 * many: the time and the entries of the first with the smallest counts of all, then those of the last with
 * the largest. For one thread.
 */
final class StateThinner {
  /** How many rows there are, but for the last two. */
  static final int ROWS_MAX = 20_000;

  /** Neighbours; of a single one both rows are the same. */
  private static final class Stretch {
    final long[] first;
    final long[] last;

    Stretch(long[] first, long[] last) {
      this.first = first;
      this.last = last;
    }

    Stretch merged(Stretch next) {
      long[] least = first.clone();
      long[] most = next.last.clone();
      for (int state = 0; state < (first.length - 1) / StateSeries.COLUMNS; state++) {
        int count = 1 + StateSeries.COLUMNS * state;
        for (int column = count; column <= count + 1; column++) {
          least[column] = Math.min(first[column], next.first[column]);
          most[column] = Math.max(last[column], next.last[column]);
        }
      }
      return new Stretch(least, most);
    }
  }

  private List<Stretch> stretches = new ArrayList<>();
  private @Nullable Stretch open;
  private long stretchSamples = 1;
  private long openSamples;
  private long samples;

  /** Takes the next row, as {@link StateSeries} has them; it is not to be changed. */
  void add(long[] row) {
    samples++;
    openSamples++;
    var sample = new Stretch(row, row);
    Stretch longer = open == null ? sample : open.merged(sample);
    open = longer;
    if (openSamples == stretchSamples) {
      stretches.add(longer);
      open = null;
      openSamples = 0;
      if (2 * stretches.size() == ROWS_MAX) {
        mergePairs();
      }
    }
  }

  private void mergePairs() {
    List<Stretch> merged = new ArrayList<>();
    for (int i = 0; i < stretches.size(); i += 2) {
      merged.add(stretches.get(i).merged(stretches.get(i + 1)));
    }
    stretches = merged;
    stretchSamples *= 2;
  }

  /** How many samples there were. */
  long samples() {
    return samples;
  }

  /** What is left of them, in their order. */
  List<long[]> rows() {
    List<Stretch> all = new ArrayList<>(stretches);
    if (open != null) {
      all.add(open);
    }
    List<long[]> rows = new ArrayList<>();
    for (Stretch stretch : all) {
      rows.add(stretch.first);
      if (stretch.last != stretch.first) {
        rows.add(stretch.last);
      }
    }
    return rows;
  }
}
