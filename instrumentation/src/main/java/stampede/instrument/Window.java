package stampede.instrument;

/**
 * Which bank takes a sample: the open interval's, or the one after it.
 *
 * @param startNanos where the open interval starts
 * @param endNanos where it ends and the next one starts
 * @param nextEndNanos where the next one ends
 * @param bank the bank of the open interval
 * @param nextBank the bank of the next
 */
record Window(long startNanos, long endNanos, long nextEndNanos, int bank, int nextBank) {
  static Window first(long startNanos, long endNanos, long intervalNanos) {
    return new Window(startNanos, endNanos, endNanos + intervalNanos, 0, 1);
  }

  /** One interval later. */
  Window next(long intervalNanos) {
    return new Window(endNanos, nextEndNanos, nextEndNanos + intervalNanos, nextBank, bank);
  }

  /** This window while the other bank is being drained: the open interval alone. */
  Window alone() {
    return new Window(startNanos, endNanos, endNanos, bank, bank);
  }
}
