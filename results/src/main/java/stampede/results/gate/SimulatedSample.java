package stampede.results.gate;

/**
 * The statistics of a simulated sample of {@value #SIZE} latencies, without drawing them: some order
 * statistics, jointly, as sums of Gamma variables; the mean of the tail is linear between them.
 * The components are logarithms.
 */
record SimulatedSample(double p50, double p95, double tail, double p99) {
  /** How many independent latencies an arm of a pair is worth. */
  static final int SIZE = 4000;

  private static final int[] RANKS = {
    2000, 3600, 3690, 3760, 3800, 3850, 3900, 3930, 3960, 3975, 3985, 3992, 3996
  };
  private static final int P50 = 0;
  private static final int P95 = 4;
  private static final int P99 = 8;
  private static final double[] TAIL_WEIGHTS = tailWeights();

  /** What each of {@link #RANKS} weighs in the mean of all ranks of the tail. */
  private static double[] tailWeights() {
    double[] weights = new double[RANKS.length];
    int last = RANKS.length - 1;
    double each = 1.0 / (RANKS[last] - RANKS[1]);
    for (int i = 2; i <= last; i++) {
      int step = RANKS[i] - RANKS[i - 1];
      for (int rank = RANKS[i - 1] + 1; rank <= RANKS[i]; rank++) {
        double part = (double) (rank - RANKS[i - 1]) / step;
        weights[i] += each * part;
        weights[i - 1] += each * (1 - part);
      }
    }
    return weights;
  }

  /** Of latencies of which a share takes the slow path. */
  static SimulatedSample draw(Draws draws, double slowShare) {
    double[] sums = new double[RANKS.length];
    double sum = 0;
    int below = 0;
    for (int i = 0; i < RANKS.length; i++) {
      sum += draws.gamma(RANKS[i] - below);
      sums[i] = sum;
      below = RANKS[i];
    }
    double all = sum + draws.gamma(SIZE + 1 - below);
    double tail = 0;
    for (int i = 0; i < RANKS.length; i++) {
      sums[i] = SimulatedLatency.logQuantile(Math.log(sums[i] / (all - sums[i])), slowShare);
      tail += TAIL_WEIGHTS[i] * sums[i];
    }
    return new SimulatedSample(sums[P50], sums[P95], tail, sums[P99]);
  }

  /** The logarithm of a statistic. */
  double log(Stat stat) {
    return switch (stat) {
      case P50 -> p50;
      case P95 -> p95;
      case TAIL -> tail;
      case P99 -> p99;
    };
  }
}
