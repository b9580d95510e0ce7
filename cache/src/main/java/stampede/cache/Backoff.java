package stampede.cache;

import stampede.store.BlobRef;
import stampede.store.SplitMix;

/**
 * The pauses between the attempts to store a blob: they double from the least to the most, each
 * shortened by a random part of its half, so that blobs which failed together do not come back
 * together. A pause is a function of the blob and the count of its failures. Immutable.
 */
record Backoff(long nanosMin, long nanosMax) {
  /** The pause after the {@code failures}-th failure, counted from one, in nanoseconds. */
  long pauseNanos(BlobRef ref, int failures) {
    int doublings = Math.min(failures - 1, Long.SIZE - 2);
    long fullNanos = nanosMin > nanosMax >> doublings ? nanosMax : nanosMin << doublings;
    double unit = SplitMix.unit(SplitMix.at(ref.hashCode(), failures));
    return fullNanos - (long) (unit * 0.5 * fullNanos);
  }
}
