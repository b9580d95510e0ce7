package stampede.cache;

/** The answer to a flush, or to the putting of a checkpoint. Immutable. */
public sealed interface FlushResult {
  /** Every blob accepted before the flush is in the backing store. */
  record Done() implements FlushResult {}

  /**
   * Some blob could not be stored, or what was to follow the flush failed. Written back the blob
   * stays dirty, loadable and retried.
   *
   * @param cause why the last attempt of one failed
   * @param dirtyBytes the bytes of all blobs that are dirty then, or were lost since the flush began
   */
  record Failed(Throwable cause, long dirtyBytes) implements FlushResult {}

  /**
   * The time was over before the backing store had answered.
   *
   * @param dirtyBytes as of {@link Failed}
   */
  record TimedOut(long dirtyBytes) implements FlushResult {}
}
