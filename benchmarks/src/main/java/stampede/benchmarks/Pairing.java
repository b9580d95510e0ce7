package stampede.benchmarks;

import java.util.Comparator;
import java.util.List;

/** One measurement of the two sides, taken in turn: what an operation of each took. */
record Pairing(double oursNanos, double oursBytes, double peerNanos, double peerBytes) {
  /**
   * The quicker half, of one its one. Who shares the machine empties the processor's caches, and so
   * makes a pairing slower; that is no property of either side. The choice goes by the time of both
   * together and so favours neither.
   */
  static List<Pairing> quickerHalf(List<Pairing> pairings) {
    return pairings.stream()
        .sorted(Comparator.comparingDouble(pairing -> pairing.oursNanos + pairing.peerNanos))
        .limit((pairings.size() + 1) / 2)
        .toList();
  }
}
