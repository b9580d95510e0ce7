package stampede.cache;

import java.util.concurrent.atomic.LongAdder;

/** What a cache counts from its making on; {@link CacheStats} says what each means. Thread-safe. */
final class Counters {
  final LongAdder hits = new LongAdder();
  final LongAdder misses = new LongAdder();
  final LongAdder joins = new LongAdder();
  final LongAdder absents = new LongAdder();
  final LongAdder loadFailures = new LongAdder();
  final LongAdder loadMismatches = new LongAdder();
  final LongAdder loadTimeouts = new LongAdder();
  final LongAdder storesAccepted = new LongAdder();
  final LongAdder storesKnown = new LongAdder();
  final LongAdder storesOverloaded = new LongAdder();
  final LongAdder storesTooLarge = new LongAdder();
  final LongAdder storeFailures = new LongAdder();
}
