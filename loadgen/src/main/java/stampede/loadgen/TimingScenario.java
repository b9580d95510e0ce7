package stampede.loadgen;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A kind of traffic under which the ways to time an operation are compared. */
public enum TimingScenario {
  /** Loads and stores through a cache, each of a key of its own. */
  DISTINCT("distinct", true, true, 0, 0, true, 1),

  /** Loads and stores through a cache of the same few keys, asked again while in flight. */
  RE_ASKED("re-asked", true, true, 256, 0, true, 2),

  /** Loads of a few equally popular keys, straight at a store: every call is an operation. */
  UNCOALESCED_UNIFORM("uncoalesced-uniform", false, false, 100, 0, true, 1),

  /** Loads of a few keys, some more popular than others, straight at a store. */
  UNCOALESCED_ZIPF("uncoalesced-zipf", false, false, 100, 0.99, true, 1),

  /** Loads of the same few keys through a cache, where only the call that really loads stamps. */
  LOADER_ONLY("loader-only", true, false, 100, 0.99, false, 1);

  private final String word;
  private final boolean cached;
  private final boolean stores;
  private final int keys;
  private final double exponent;
  private final boolean callsStamp;
  private final int callsPerOperation;

  TimingScenario(
      String word,
      boolean cached,
      boolean stores,
      int keys,
      double exponent,
      boolean callsStamp,
      int callsPerOperation) {
    this.word = word;
    this.cached = cached;
    this.stores = stores;
    this.keys = keys;
    this.exponent = exponent;
    this.callsStamp = callsStamp;
    this.callsPerOperation = callsPerOperation;
  }

  /** The word in tables and files. */
  public String word() {
    return word;
  }

  /** Whether the traffic goes through a cache, where calls for one address share an operation. */
  public boolean cached() {
    return cached;
  }

  /** Whether there are stores beside the loads, at the same rate. */
  public boolean stores() {
    return stores;
  }

  /** Whether each call stamps the shared slots; otherwise the one that starts an operation does. */
  public boolean callsStamp() {
    return callsStamp;
  }

  /** How many calls are wanted for each operation to be measured, since some start none. */
  public int callsPerOperation() {
    return callsPerOperation;
  }

  /** The share of the calls that each key has; empty where each call has a key of its own. */
  public double[] weights() {
    double[] weights = IntStream.rangeClosed(1, keys)
        .mapToDouble(rank -> Math.pow(rank, -exponent))
        .toArray();
    double sum = DoubleStream.of(weights).sum();
    return DoubleStream.of(weights).map(weight -> weight / sum).toArray();
  }

  /** How many keys there are; zero where each call has a key of its own. */
  int keys() {
    return keys;
  }

  /** Draws the keys of calls. */
  Zipf draws(long seed) {
    return new Zipf(Math.max(1, keys), exponent, seed);
  }
}
