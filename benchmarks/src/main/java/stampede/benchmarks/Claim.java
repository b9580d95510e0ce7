package stampede.benchmarks;

import static java.lang.Double.POSITIVE_INFINITY;

/**
 * What a case of a benchmark claims: a bound on the ratio of its two sides, or on ours alone, and on
 * the bytes that an operation of ours allocates. Without bounds it is only reported.
 *
 * @param parameter the values of the benchmark's parameters, or empty where it has none
 * @param ours what is measured
 * @param peer what beside
 * @param bytesMax in bytes an operation
 */
record Claim(
    String parameter, String ours, String peer, Measure measure, double bound, double bytesMax) {
  /** What is compared: ours by the peer's, or ours as it is. */
  enum Measure {
    /** Time: at most the bound. */
    TIME("ns", "at most", 0, true),
    /** Operations a second: at least the bound. */
    RATE("/s", "at least", 0, true),
    /** Memory: at most the bound. */
    BYTES("B", "at most", 0, true),
    /** Time of ours alone. */
    NANOS("ns", "at most", 1, false),
    /** Operations of ours a second. */
    PER_SECOND("/s", "at least", 0, false),
    /** The share of operations that came to nothing, in percent. */
    LOST("%", "at most", 2, false);

    final String unit;
    final String side;
    final int decimals;

    /** Whether the ratio is held against the bound, and not ours alone. */
    final boolean relative;

    Measure(String unit, String side, int decimals, boolean relative) {
      this.unit = unit;
      this.side = side;
      this.decimals = decimals;
      this.relative = relative;
    }

    double ours(Pairing pairing) {
      return value(pairing.ours());
    }

    double peer(Pairing pairing) {
      return value(pairing.peer());
    }

    /** What is held against the bound. */
    double held(Pairing pairing) {
      return relative ? ours(pairing) / peer(pairing) : ours(pairing);
    }

    private double value(Pairing.Side side) {
      return switch (this) {
        case TIME, NANOS -> side.nanos();
        case RATE, PER_SECOND -> 1e9 / side.nanos();
        case BYTES -> side.bytes();
        case LOST -> 100 * side.lost();
      };
    }

    /** How far a value is on the right side of a bound: at least 1 where the bound holds. */
    double margin(double value, double bound) {
      return this == RATE || this == PER_SECOND ? value / bound : bound / value;
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

  /** A bound on the time of ours alone; reported only where it is infinite. */
  static Claim nanos(String parameter, String ours, String peer, double atMost) {
    return new Claim(parameter, ours, peer, Measure.NANOS, atMost, POSITIVE_INFINITY);
  }

  static Claim perSecond(String parameter, String ours, String peer, double atLeast) {
    return new Claim(parameter, ours, peer, Measure.PER_SECOND, atLeast, POSITIVE_INFINITY);
  }

  /** What both sides lose, without a bound. */
  static Claim lost(String parameter, String ours, String peer) {
    return new Claim(parameter, ours, peer, Measure.LOST, POSITIVE_INFINITY, POSITIVE_INFINITY);
  }

  /** The same claim, and a bound on what an operation of ours allocates. */
  Claim allocatingAtMost(double bytes) {
    return new Claim(parameter, ours, peer, measure, bound, bytes);
  }
}
