package stampede.benchmarks;

import java.util.Comparator;
import java.util.List;

/** One measurement of the two sides, taken in turn. */
record Pairing(Side ours, Side peer) {
  /**
   * What an operation of a side took.
   *
   * @param lost the share of operations that came to nothing
   */
  record Side(double nanos, double bytes, double lost) {}

  /**
   * The quicker half, of one its one. Who shares the machine empties the processor's caches, and so
   * makes a pairing slower; that is no property of either side. The choice goes by the time of both
   * together and so favours neither.
   */
  static List<Pairing> quickerHalf(List<Pairing> pairings) {
    return pairings.stream()
        .sorted(Comparator.comparingDouble(pairing -> pairing.ours.nanos + pairing.peer.nanos))
        .limit((pairings.size() + 1) / 2)
        .toList();
  }
}
