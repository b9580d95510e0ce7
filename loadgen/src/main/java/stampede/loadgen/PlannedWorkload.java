package stampede.loadgen;

import java.util.function.LongToIntFunction;
import stampede.instrument.Operation;
import stampede.store.Blob;
import stampede.store.Blobs;
import stampede.store.SplitMix;

/**
 * Requests drawn from (seed, index). A load asks for a key of the population, whose address is
 * ready. A store carries a blob that no key and no other store has; it is made and hashed here, so
 * that a run puts a {@link PreparedWorkload} in front. Thread-safe.
 */
final class PlannedWorkload implements Workload {
  private final Population population;
  private final double loadsShare;
  private final LongToIntFunction loadKey;
  private final long operationSeed;
  private final long storeSizeSeed;
  private final long contentSeed;
  private final long firstPlace;

  /**
   * Prepares draws.
   *
   * @param loadsShare how many of the requests are loads, from 0 to 1
   * @param loadKey the key that the load of a place asks for
   * @param seed of the draws, and of the contents of new blobs, whose keys are numbered on from the
   *     population's
   * @param firstPlace the place in the random streams of request 0
   */
  PlannedWorkload(
      Population population,
      double loadsShare,
      LongToIntFunction loadKey,
      long seed,
      long firstPlace) {
    this.population = population;
    this.firstPlace = firstPlace;
    this.loadsShare = loadsShare;
    this.loadKey = loadKey;
    this.operationSeed = Stream.OPERATION.seed(seed);
    this.storeSizeSeed = Stream.STORE_SIZE.seed(seed);
    this.contentSeed = seed;
  }

  Operation operation(long index) {
    return SplitMix.unit(SplitMix.at(operationSeed, firstPlace + index)) < loadsShare
        ? Operation.LOAD
        : Operation.STORE;
  }

  @Override
  public Request request(long index) {
    return operation(index) == Operation.LOAD ? load(index) : store(index);
  }

  Request load(long index) {
    int key = loadKey.applyAsInt(firstPlace + index);
    return new Request(index, Operation.LOAD, population.ref(key), population.sizeBytes(key), null);
  }

  Request store(long index) {
    int sizeBytes = storeSizeBytes(index);
    Blob blob = Blobs.of(
        contentSeed, population.keyCount() + firstPlace + index, sizeBytes, population.algorithm());
    return new Request(index, Operation.STORE, blob.ref(), sizeBytes, blob);
  }

  int storeSizeBytes(long index) {
    return population.source().newSizeBytes(SplitMix.at(storeSizeSeed, firstPlace + index));
  }
}
