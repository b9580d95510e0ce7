package stampede.results;

/**
 * What a run's figures are judged by. Shares are parts of one.
 *
 * @param sentShareMin below which too little of the plan was sent
 * @param shedShareMax beyond which too much of it was refused
 * @param openShareMax beyond which too much of it was unanswered at the end
 * @param lagNanosMax the lag p99 that is always forgiven
 * @param lagShareMax the lag p99 that is forgiven, as a share of the service p99 of loads that the
 *     store answered
 * @param lagGrowthMax how many times the median lag p99 of the last quarter of the intervals may
 *     exceed that of the first
 * @param dirtyGrowthMax what dirty bytes may grow over the last half of the run, as a share of
 *     their bound
 * @param cleanGrowthMax what clean bytes may, the same way
 * @param hitGrowthMax what the hit share may, in parts of all loads
 * @param levelRatioMax how many times the median response before a change of level the one after it
 *     may be, or the other way round
 * @param levelChanceMax how probable a change must be, where there is none, to count as none
 * @param absentShareMax of loads on a populated store
 * @param processCpuShareMax of the cores that this process may use, by it
 * @param foreignCpuShareMax of the machine, by all others
 * @param coreIdleMin below which a single core had too little to spare
 * @param gcShareMax of the run's time, in collector pauses
 * @param hiccupNanosMax the lateness p99 of an idle thread
 */
public record Thresholds(
    Two sentShareMin,
    Two shedShareMax,
    double openShareMax,
    Two lagNanosMax,
    Two lagShareMax,
    double lagGrowthMax,
    double dirtyGrowthMax,
    double cleanGrowthMax,
    double hitGrowthMax,
    double levelRatioMax,
    double levelChanceMax,
    double absentShareMax,
    double processCpuShareMax,
    double foreignCpuShareMax,
    Two stealShareMax,
    double coreIdleMin,
    double gcShareMax,
    long gcPauseNanosMax,
    Two hiccupNanosMax) {

  /** A bound for each degree. */
  public record Two(double suspect, double invalid) {}

  /** The thresholds of every run. */
  public static final Thresholds DEFAULT = new Thresholds(
      new Two(0.999, 0.95),
      new Two(0.001, 0.01),
      0.001,
      new Two(5e6, 50e6),
      new Two(0.25, 1),
      3,
      0.1,
      0.05,
      0.05,
      1.5,
      0.01,
      0.01,
      0.8,
      0.25,
      new Two(0.01, 0.05),
      0.2,
      0.01,
      50_000_000,
      new Two(5e6, 50e6));
}
