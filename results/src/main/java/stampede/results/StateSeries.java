package stampede.results;

import java.util.List;

/**
 * The samples of a run of jobs in their order: {@code states.csv}. Immutable. A state is given by its
 * number, from 0, and a sample by its.
 *
 * <p>Of a long run neighbours are merged: every extreme of every state is there, but the figures of
 * one sample need not have been true at once.
 */
public final class StateSeries {
  /** Columns of a row: the time, then three a state. */
  static final int COLUMNS = 3;

  private final List<String> states;
  private final List<long[]> rows;
  private final long taken;
  private final int tornLines;

  /**
   * Samples.
   *
   * @param rows the figures of each sample; not to be changed
   * @param taken how many samples they were merged from, at least as many as {@code rows}
   * @param tornLines what a crash left of the last line, not used
   */
  StateSeries(List<String> states, List<long[]> rows, long taken, int tornLines) {
    this.states = List.copyOf(states);
    this.rows = List.copyOf(rows);
    this.taken = taken;
    this.tornLines = tornLines;
  }

  /** The names of the states; none where a crash left not even the first line. */
  List<String> states() {
    return states;
  }

  int size() {
    return rows.size();
  }

  /** How many samples there were before neighbours were merged. */
  long taken() {
    return taken;
  }

  int tornLines() {
    return tornLines;
  }

  /** When a sample was taken, in milliseconds since the epoch; never before the one before it. */
  long millis(int sample) {
    return rows.get(sample)[0];
  }

  /** How many were in a state as they were counted; below zero where they were counted wrong. */
  long count(int sample, int state) {
    return rows.get(sample)[1 + COLUMNS * state];
  }

  /** The most that were in a state at once since the sample before. */
  long trueMax(int sample, int state) {
    return rows.get(sample)[2 + COLUMNS * state];
  }

  /** How often a state was entered until then. */
  long entered(int sample, int state) {
    return rows.get(sample)[3 + COLUMNS * state];
  }
}
