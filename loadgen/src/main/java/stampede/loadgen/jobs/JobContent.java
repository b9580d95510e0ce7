package stampede.loadgen.jobs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import stampede.instrument.CompletionSink;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.loadgen.Request;
import stampede.loadgen.Target;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.store.HashAlgorithm;
import stampede.time.NanoClock;

/**
 * What jobs keep in the content cache: stores and loads, of which a bounded number is in flight. The
 * others wait in order; who begins work that makes more of them asks {@link #whenFree} first. For the
 * reactor's thread, on which each answer is handed on; an answer that is there at once, within the
 * call.
 */
final class JobContent {
  /** The most operations in flight: a closed loop of so many. */
  static final int IN_FLIGHT_MAX = 1024;

  /** When a store is tried again that was refused or failed. */
  private static final long RETRY_NANOS = 10_000_000;

  private final Target target;
  private final CompletionSink sink;
  private final Reactor reactor;
  private final NanoClock clock;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final List<Runnable> wanting = new ArrayList<>();
  private final Set<Pending> pending = new HashSet<>();
  private int inFlight;

  /** The same for other threads. */
  private volatile int inFlightSeen;

  private long stores;
  private long loads;

  JobContent(Target target, CompletionSink sink, Reactor reactor, NanoClock clock) {
    this.target = target;
    this.sink = sink;
    this.reactor = reactor;
    this.clock = clock;
  }

  /**
   * Stores bytes, which are hashed here, until the cache has accepted them: a store that is refused or
   * fails is tried again.
   */
  void store(byte[] bytes, Consumer<BlobRef> stored) {
    Blob blob = Blob.of(HashAlgorithm.SHA256, bytes);
    enqueue(() -> attemptStore(blob, stored));
  }

  private void attemptStore(Blob blob, Consumer<BlobRef> stored) {
    var request = new Request(stores++, Operation.STORE, blob.ref(), blob.sizeBytes(), blob);
    send(request, outcome -> {
      if (outcome.completed()) {
        stored.accept(blob.ref());
      } else {
        reactor.after(RETRY_NANOS, () -> enqueue(() -> attemptStore(blob, stored)));
      }
    });
  }

  /** Loads a blob; {@code loaded} is told whether it was there. */
  void load(BlobRef ref, Consumer<Boolean> loaded) {
    enqueue(() -> send(
        new Request(loads++, Operation.LOAD, ref, 0, null),
        outcome -> loaded.accept(outcome.completed() && outcome != Outcome.ABSENT)));
  }

  private void enqueue(Runnable operation) {
    if (inFlight < IN_FLIGHT_MAX && waiting.isEmpty()) {
      operation.run();
    } else {
      waiting.add(operation);
    }
  }

  private void send(Request request, Consumer<Outcome> ended) {
    inFlightSeen = ++inFlight;
    long startNanos = clock.nanos();
    CompletableFuture<Outcome> answer = target.submit(request);
    if (answer.isDone()) {
      Outcome outcome = answer.isCompletedExceptionally() ? Outcome.FAILED : answer.join();
      tell(request.operation(), outcome, startNanos);
      inFlightSeen = --inFlight;
      ended.accept(outcome);
      return;
    }
    var operation = new Pending(request.operation(), startNanos);
    pending.add(operation);
    var unused = answer.whenComplete((given, failure) -> {
      Outcome outcome = outcome(given, failure);
      operation.tell(outcome);
      reactor.post(() -> {
        pending.remove(operation);
        answered(outcome, ended);
      });
    });
  }

  /** An operation that was not answered at once; told of once, by whoever is first. */
  private final class Pending {
    private final Operation operation;
    private final long startNanos;
    private final AtomicBoolean told = new AtomicBoolean();

    Pending(Operation operation, long startNanos) {
      this.operation = operation;
      this.startNanos = startNanos;
    }

    void tell(Outcome outcome) {
      if (told.compareAndSet(false, true)) {
        JobContent.this.tell(operation, outcome, startNanos);
      }
    }
  }

  /** Tells of what is not answered yet as open; what answers it later is told to nobody. */
  void giveUp() {
    pending.forEach(operation -> operation.tell(Outcome.OPEN));
  }

  /** Whether nothing is in flight, and nothing waits to be. */
  boolean isIdle() {
    return inFlight == 0 && waiting.isEmpty();
  }

  private static Outcome outcome(@Nullable Outcome given, @Nullable Throwable failure) {
    return given == null || failure != null ? Outcome.FAILED : given;
  }

  private void tell(Operation operation, Outcome outcome, long startNanos) {
    sink.completed(operation, outcome, startNanos, startNanos, clock.nanos());
  }

  private void answered(Outcome outcome, Consumer<Outcome> ended) {
    inFlightSeen = --inFlight;
    ended.accept(outcome);
    while (inFlight < IN_FLIGHT_MAX && !waiting.isEmpty()) {
      waiting.remove().run();
    }
    if (!congested()) {
      wanting.forEach(reactor::post);
      wanting.clear();
    }
  }

  private boolean congested() {
    return !waiting.isEmpty() || inFlight >= IN_FLIGHT_MAX;
  }

  /** Runs a callback in a later turn: the next, or as soon as nothing waits to be sent. */
  void whenFree(Runnable callback) {
    if (congested()) {
      wanting.add(callback);
    } else {
      reactor.post(callback);
    }
  }

  /** Operations sent and not answered. Any thread. */
  int inFlight() {
    return inFlightSeen;
  }

  /** Stores sent, those again included. */
  long stores() {
    return stores;
  }

  long loads() {
    return loads;
  }
}
