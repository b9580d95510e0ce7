package stampede.benchmarks;

import static java.lang.Double.POSITIVE_INFINITY;

/**
 * What a case of a benchmark claims: a bound on the ratio of its two sides, and on the bytes that an
 * operation of ours allocates.
 *
 * @param parameter the value of the benchmark's parameter, or empty where it has none
 * @param ours what is measured
 * @param peer what beside
 * @param bytesMax in bytes an operation
 */
record Claim(
    String parameter, String ours, String peer, Measure measure, double bound, double bytesMax) {
  /** What is compared, ours by the peer's. */
  enum Measure {
    /** Time: at most the bound. */
    TIME("ns", "at most"),
    /** Operations a second: at least the bound. */
    RATE("/s", "at least"),
    /** Memory: at most the bound. */
    BYTES("B", "at most");

    final String unit;
    final String side;

    Measure(String unit, String side) {
      this.unit = unit;
      this.side = side;
    }

    double ours(Pairing pairing) {
      return value(pairing.oursNanos(), pairing.oursBytes());
    }

    double peer(Pairing pairing) {
      return value(pairing.peerNanos(), pairing.peerBytes());
    }

    double ratio(Pairing pairing) {
      return ours(pairing) / peer(pairing);
    }

    private double value(double nanos, double bytes) {
      return switch (this) {
        case TIME -> nanos;
        case RATE -> 1e9 / nanos;
        case BYTES -> bytes;
      };
    }

    /** How far a ratio is on the right side of a bound: at least 1 where the bound holds. */
    double margin(double ratio, double bound) {
      return this == RATE ? ratio / bound : bound / ratio;
    }
  }

  static Claim time(String parameter, String ours, String peer, double atMost) {
    return new Claim(parameter, ours, peer, Measure.TIME, atMost, POSITIVE_INFINITY);
  }

  static Claim rate(String parameter, String ours, String peer, double atLeast) {
    return new Claim(parameter, ours, peer, Measure.RATE, atLeast, POSITIVE_INFINITY);
  }

  static Claim bytes(String parameter, String ours, String peer, double atMost) {
    return new Claim(parameter, ours, peer, Measure.BYTES, atMost, POSITIVE_INFINITY);
  }

  /** The same claim, and a bound on what an operation of ours allocates. */
  Claim allocatingAtMost(double bytes) {
    return new Claim(parameter, ours, peer, measure, bound, bytes);
  }
}
