package stampede.cache;

/** The answer to a flush. */
public sealed interface FlushResult {
  /** Every blob accepted before the flush is in the backing store. */
  record Done() implements FlushResult {}

  /** Some blob could not be stored; written back it stays dirty, loadable and retried. */
  record Failed(Throwable cause, long dirtyBytes) implements FlushResult {}
}
