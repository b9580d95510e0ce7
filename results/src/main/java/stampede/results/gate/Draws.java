package stampede.results.gate;

import stampede.store.NormalQuantile;
import stampede.store.SplitMix;

/** Random numbers of some laws. For one thread. */
final class Draws {
  private final SplitMix random;

  Draws(long seed) {
    this.random = new SplitMix(seed);
  }

  /** Uniform in (0, 1). */
  double unit() {
    return random.nextUnit() + 0x1.0p-54;
  }

  /** Standard normal. */
  double normal() {
    return NormalQuantile.of(unit());
  }

  /** Exponential of mean 1. */
  double exponential() {
    return -Math.log(unit());
  }

  /**
   * Gamma of scale 1, by rejection from the cube of a normal variable (Marsaglia and Tsang, A Simple
   * Method for Generating Gamma Variables, ACM TOMS 26(3), 2000).
   *
   * @throws IllegalArgumentException where {@code shape} is below 1
   */
  double gamma(double shape) {
    if (!(shape >= 1)) {
      throw new IllegalArgumentException("shape must be >= 1: " + shape);
    }
    double d = shape - 1.0 / 3;
    double width = 1 / Math.sqrt(9 * d);
    while (true) {
      double normal = normal();
      double root = 1 + width * normal;
      if (root > 0) {
        double cube = root * root * root;
        double unit = unit();
        double square = normal * normal;
        if (unit < 1 - 0.0331 * square * square // within what the next line accepts, and cheaper
            || Math.log(unit) < 0.5 * square + d * (1 - cube + Math.log(cube))) {
          return d * cube;
        }
      }
    }
  }
}
