package stampede.cache;

/** When a store is answered. */
public enum WriteMode {
  /** At once; the blob is dirty until the backing store confirms. */
  BACK,
  /** When the backing store has confirmed. */
  THROUGH
}
