package stampede.store;

/**
 * What happens to each operation of a {@link SimStore}, as a pure function of (seed, address,
 * operation, attempt). An address counts by the first 64 bits of its digest. Latencies and errors are
 * independent streams, those of loads and of stores too. Immutable.
 *
 * @param errorShare from 0 to 1
 */
record SimDraws(long seed, Latency latency, double errorShare) {
  /** What is asked of the store. */
  enum Operation {
    LOAD(0, 1),
    STORE(2, 3);

    private final int latencyStream;
    private final int errorStream;

    Operation(int latencyStream, int errorStream) {
      this.latencyStream = latencyStream;
      this.errorStream = errorStream;
    }
  }

  /**
   * The latency of an operation, in nanoseconds.
   *
   * @param attempt how many of its kind came before it at this address
   */
  long latencyNanos(long address, Operation operation, long attempt) {
    return latency.nanosAt(unit(address, operation.latencyStream, attempt));
  }

  /** Whether an operation fails. */
  boolean fails(long address, Operation operation, long attempt) {
    return unit(address, operation.errorStream, attempt) < errorShare;
  }

  private double unit(long address, int stream, long attempt) {
    long atAddress = SplitMix.at(SplitMix.mix(seed), address);
    return SplitMix.unit(SplitMix.at(SplitMix.at(atAddress, stream), attempt));
  }
}
