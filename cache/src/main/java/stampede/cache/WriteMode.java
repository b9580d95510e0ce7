package stampede.cache;

/** When a store is answered. */
public enum WriteMode {
  /** At once; the blob is dirty until the backing store confirms. */
  BACK,
  /**
   * When the backing store has confirmed. Until then the blob is loadable; where the attempt fails,
   * the store fails, and the blob is forgotten and not tried again.
   */
  THROUGH
}
