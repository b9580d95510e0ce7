package stampede.results.gate;

/**
 * The law of simulated latencies: log-normal about 1 with a sigma of 0.35, of which a small share takes
 * a slow path instead, log-normal about 5 with a sigma of 0.7. Its quantiles come from a table, linear
 * between entries, in the logit of the probability and in the slow share. Immutable.
 */
final class SimulatedLatency {
  /** The mean of the slow share. */
  static final double SLOW_SHARE = 0.03;

  private static final double SIGMA = 0.35;
  private static final double SLOW_MEDIAN_LOG = Math.log(5);
  private static final double SLOW_SIGMA = 0.7;

  private static final double LOGIT_MIN = -3;
  private static final double LOGIT_STEP = 0.05;
  private static final int LOGITS = 300;
  private static final double SHARE_STEP = 0.002;
  private static final int SHARES = 31;

  /** Of the integration over the logarithm of a latency. */
  private static final double LOG_MIN = -3;

  private static final double LOG_STEP = 1e-3;
  private static final int LOGS = 10_000;

  private static final double[][] TABLE = table();

  private SimulatedLatency() {}

  /**
   * The logarithm of a quantile.
   *
   * @param logit of its probability, from -3 to 12; beyond them as between the last two entries
   * @param slowShare from 0 to 0.06; likewise
   */
  static double logQuantile(double logit, double slowShare) {
    double share = slowShare / SHARE_STEP;
    int row = Math.max(0, Math.min(SHARES - 2, (int) share));
    double column = (logit - LOGIT_MIN) / LOGIT_STEP;
    int at = Math.max(0, Math.min(LOGITS - 2, (int) column));
    double less = between(TABLE[row], at, column - at);
    return less + (between(TABLE[row + 1], at, column - at) - less) * (share - row);
  }

  private static double between(double[] row, int at, double part) {
    return row[at] + (row[at + 1] - row[at]) * part;
  }

  private static double[][] table() {
    double[] fast = above(0, SIGMA);
    double[] slow = above(SLOW_MEDIAN_LOG, SLOW_SIGMA);
    double[][] table = new double[SHARES][];
    for (int row = 0; row < SHARES; row++) {
      table[row] = row(fast, slow, row * SHARE_STEP);
    }
    return table;
  }

  /** The probability above each logarithm, summed from the top. */
  private static double[] above(double centre, double sigma) {
    double[] above = new double[LOGS + 1];
    for (int i = LOGS - 1; i >= 0; i--) {
      double z = (LOG_MIN + (i + 0.5) * LOG_STEP - centre) / sigma;
      above[i] = above[i + 1] + LOG_STEP * Math.exp(-z * z / 2) / (sigma * Math.sqrt(2 * Math.PI));
    }
    return above;
  }

  private static double[] row(double[] fast, double[] slow, double slowShare) {
    double[] row = new double[LOGITS];
    int i = 0;
    for (int column = 0; column < LOGITS; column++) {
      double wanted = 1 / (1 + Math.exp(LOGIT_MIN + column * LOGIT_STEP));
      while (mixed(fast, slow, slowShare, i + 1) > wanted) {
        i++;
      }
      double more = mixed(fast, slow, slowShare, i);
      double less = mixed(fast, slow, slowShare, i + 1);
      row[column] = LOG_MIN + LOG_STEP * (i + (more - wanted) / (more - less));
    }
    return row;
  }

  private static double mixed(double[] fast, double[] slow, double slowShare, int i) {
    return (1 - slowShare) * fast[i] + slowShare * slow[i];
  }
}
