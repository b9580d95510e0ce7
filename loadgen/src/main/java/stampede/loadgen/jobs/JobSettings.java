package stampede.loadgen.jobs;

import java.util.Locale;
import java.util.Set;

/**
 * What a load of jobs is. Immutable.
 *
 * @param jobs how many are submitted, from 1
 * @param cores of each broker, from 1; a job holds one
 * @param brokers from 1
 * @param runNanos how long a job runs, from 0
 * @param rejectedShare of jobs that are refused
 * @param cancelledShare of jobs that end by an exception, in a state drawn among those that can
 * @param urgentShare of jobs whose urgency changes while they wait for a core
 * @param dependentShare of jobs that wait for an earlier one to end
 * @param inactiveMax how many inactive jobs are kept; the oldest are purged, from 0
 * @param counting how the plugin counts
 * @param pluginAfter how many jobs are submitted before the counting plugin is loaded, from 0
 * @param meters which metrics of states there are
 * @param sampleNanos how far apart the gauges are read, from 1
 * @param seed of every draw
 */
public record JobSettings(
    int jobs,
    int cores,
    int brokers,
    long runNanos,
    double rejectedShare,
    double cancelledShare,
    double urgentShare,
    double dependentShare,
    int inactiveMax,
    Counting counting,
    int pluginAfter,
    Set<Meter> meters,
    long sampleNanos,
    long seed) {
  /** A kind of metric of job states. */
  public enum Meter {
    GAUGES,
    COUNTERS,
    TIMERS;

    /** The word on the command line. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException where a value is out of its bounds
   */
  public JobSettings {
    require(jobs >= 1, "jobs must be >= 1: ", jobs);
    require(cores >= 1, "cores must be >= 1: ", cores);
    require(brokers >= 1, "brokers must be >= 1: ", brokers);
    require((long) cores * brokers <= Integer.MAX_VALUE, "cores x brokers must fit: ", cores);
    require(runNanos >= 0, "runNanos must be >= 0: ", runNanos);
    require(inactiveMax >= 0, "inactiveMax must be >= 0: ", inactiveMax);
    require(pluginAfter >= 0, "pluginAfter must be >= 0: ", pluginAfter);
    require(sampleNanos >= 1, "sampleNanos must be >= 1: ", sampleNanos);
    for (double share : new double[] {rejectedShare, cancelledShare, urgentShare, dependentShare}) {
      require(share >= 0 && share <= 1, "a share must be from 0 to 1: ", share);
    }
    meters = Set.copyOf(meters);
  }

  private static void require(boolean holds, String bound, Number value) {
    if (!holds) {
      throw new IllegalArgumentException(bound + value);
    }
  }
}
