package stampede.cache;

import stampede.time.NanoClock;

/** A listener with the clock of its stamps, which is not read where nobody listens. Thread-safe. */
final class Observer {
  final CacheListener listener;
  private final boolean listens;
  private final NanoClock clock;

  Observer(CacheListener listener, NanoClock clock) {
    this.listener = listener;
    this.listens = listener != CacheListener.none();
    this.clock = clock;
  }

  /** A stamp; zero where nobody listens. */
  long nanos() {
    return listens ? clock.nanos() : 0;
  }
}
