package stampede.loadgen;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import stampede.cache.CacheListener;
import stampede.cache.FlushResult;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.store.BackingStore;
import stampede.store.BadInputException;
import stampede.store.StoreUri;
import stampede.store.Stores;
import stampede.time.NanoClock;
import stampede.time.Timers;

/**
 * The traffic of one arm of a check: a cache over its own populated store, asked for one operation at
 * a time. Takes and gives types of the JDK alone, so that an arm can have a class loader of its own.
 * For one thread.
 *
 * <p>{@link #get} gives the operations by the tags of their series. Each is asked with a number and
 * answers with nanoseconds, or with {@link #OTHER} where what was to be loaded from the store lay in
 * memory, or the other way round. A request that ends in any other way ends the arm: an arm that answers
 * less is not compared.
 *
 * <ul>
 *   <li>{@code service.load.hit}: so many loads of blobs in memory, together;
 *   <li>{@code service.load.loaded}: the load of the blob at a place of the population;
 *   <li>{@code service.store.stored}: the store of a new blob of that number, until it is accepted;
 *   <li>{@code durable.store.stored}: the last store, from its start until the backing store has it;
 *   <li>{@code open}: a slice of so many nanoseconds of an open loop, whose response times are told one
 *       by one with the tags of their series.
 * </ul>
 */
public final class ArmTraffic implements Supplier<Map<String, LongUnaryOperator>>, AutoCloseable {
  /** The answer of an operation that memory answered, or did not; nothing is to be recorded. */
  public static final long OTHER = -1;

  /** How many keys are kept in memory: few enough to stay there. */
  private static final int HOT_KEYS = 32;

  private static final Set<Outcome> LOADS = EnumSet.of(Outcome.HIT, Outcome.LOADED, Outcome.JOINED);

  /** What a load that should be a hit may be at once: open, where it asks the store. */
  private static final Set<Outcome> NOW =
      EnumSet.of(Outcome.HIT, Outcome.LOADED, Outcome.JOINED, Outcome.OPEN);

  private static final int POPULATE_IN_FLIGHT_MAX = 256;
  private static final long FLUSH_NANOS_MAX = 60_000_000_000L;

  private final Delay delay;
  private final BackingStore store;
  private final Target target;
  private final Population population;
  private final PlannedWorkload workload;
  private final Request[] hot;
  private final int coldKeys;
  private final ArmSlices slices;
  private Delay.@Nullable Timing lastRequest;

  /**
   * Opens the store, populates it and opens the cache.
   *
   * @param settings of the scenario, by the long option names in camelCase; {@code store} is one
   * @param clock the only clock that is read, in nanoseconds
   * @param timers runs a task after so many nanoseconds; the only timer
   * @param until waits for a reading of the clock
   * @param timings takes what an open loop measures, on the thread that asks
   * @param slowdown by which share every operation is delayed: 0.2 is 20 %
   * @throws BadInputException where there are fewer than two keys
   * @throws RuntimeException what the store or the cache throws
   */
  public ArmTraffic(
      Map<String, String> settings,
      LongSupplier clock,
      BiConsumer<Long, Runnable> timers,
      LongConsumer until,
      ObjLongConsumer<String> timings,
      double slowdown) {
    this.delay = new Delay(clock, slowdown);
    List<Setting> all = new ArrayList<>();
    settings.forEach((key, value) -> all.add(new Setting(key, value, key)));
    Scenario scenario = Scenario.of(all);
    Plan plan = Plan.of(scenario);
    this.population = plan.population();
    if (population.keyCount() < 2) {
      throw new BadInputException(
          "keys", String.valueOf(population.keyCount()), "at least 2: one in memory and one not");
    }
    this.workload = (PlannedWorkload) plan.workload();
    NanoClock nanoClock = clock::getAsLong;
    Timers doors = timers::accept;
    this.store =
        Stores.open(StoreUri.parse(Objects.requireNonNull(scenario.store())), nanoClock, doors);
    populate();
    this.target = Targets.named(scenario.target())
        .open(scenario, store, nanoClock, doors, CacheListener.none());
    this.slices = new ArmSlices(plan, all, delay.around(target), nanoClock, until, timings);
    int hotKeys = Math.min(HOT_KEYS, population.keyCount() / 2);
    this.coldKeys = population.keyCount() - hotKeys;
    this.hot = new Request[hotKeys];
    for (int key = 0; key < hotKeys; key++) {
      hot[key] = load(key);
    }
  }

  private void populate() {
    List<CompletableFuture<Void>> inFlight = new ArrayList<>();
    try {
      population.populate(blob -> {
        inFlight.add(store.store(blob));
        if (inFlight.size() == POPULATE_IN_FLIGHT_MAX) {
          inFlight.forEach(CompletableFuture::join);
          inFlight.clear();
        }
      });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    inFlight.forEach(CompletableFuture::join);
  }

  private Request load(int key) {
    return new Request(key, Operation.LOAD, population.ref(key), population.sizeBytes(key), null);
  }

  @Override
  public Map<String, LongUnaryOperator> get() {
    return Map.of(
        "service.load.hit", this::hits,
        "service.load.loaded", this::loaded,
        "service.store.stored", this::stored,
        "durable.store.stored", number -> durable(),
        "open", slices);
  }

  /** Brings the hot blobs into memory, then loads them round and round. */
  private long hits(long count) {
    for (Request request : hot) {
      require(LOADS, request.operation(), target.submit(request).join());
    }
    Outcome other = Outcome.HIT;
    int at = 0;
    Delay.Timing timing = delay.start();
    for (long i = 0; i < count; i++) {
      CompletableFuture<Outcome> answer = target.submit(hot[at]);
      Outcome outcome = answer.getNow(Outcome.OPEN);
      other = outcome == Outcome.HIT ? other : outcome;
      at = at + 1 == hot.length ? 0 : at + 1;
    }
    timing.end();
    require(NOW, Operation.LOAD, other);
    return other == Outcome.HIT ? timing.nanos() : OTHER;
  }

  private long loaded(long place) {
    Request request = load(hot.length + (int) Math.floorMod(place, (long) coldKeys));
    return timed(request, LOADS, Outcome.LOADED);
  }

  private long stored(long number) {
    return timed(workload.store(number), EnumSet.of(Outcome.STORED), Outcome.STORED);
  }

  /** One request; its end is read by the thread that answers it. */
  private long timed(Request request, Set<Outcome> allowed, Outcome wanted) {
    Delay.Timing timing = delay.start();
    Outcome outcome =
        target.submit(request).whenComplete((answer, thrown) -> timing.end()).join();
    require(allowed, request.operation(), outcome);
    lastRequest = timing;
    return outcome == wanted ? timing.nanos() : OTHER;
  }

  private static void require(Set<Outcome> allowed, Operation operation, Outcome outcome) {
    if (!allowed.contains(outcome)) {
      throw new IllegalStateException("a " + operation.word() + " ended as " + outcome.word());
    }
  }

  private long durable() {
    Delay.Timing timing = Objects.requireNonNull(lastRequest).again();
    requireDone(target
        .flush(FLUSH_NANOS_MAX)
        .whenComplete((done, thrown) -> timing.end())
        .join());
    return timing.nanos();
  }

  /** Whether a flush brought everything to the store: else the arm ends. */
  static void requireDone(FlushResult result) {
    if (!(result instanceof FlushResult.Done)) {
      throw new IllegalStateException("a flush ended as " + result);
    }
  }

  @Override
  public void close() {
    target.close();
    store.close();
  }
}
