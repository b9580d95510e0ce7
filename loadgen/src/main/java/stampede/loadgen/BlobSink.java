package stampede.loadgen;

import stampede.store.Blob;

/** Takes the blobs of a population, one after another, in the order of their keys. */
@FunctionalInterface
public interface BlobSink {
  /**
   * Takes a blob; may wait for room.
   *
   * @throws InterruptedException where the wait is interrupted: the population stops there
   */
  void accept(Blob blob) throws InterruptedException;
}
