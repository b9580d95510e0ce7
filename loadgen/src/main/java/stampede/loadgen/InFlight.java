package stampede.loadgen;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import stampede.instrument.CompletionSink;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.time.NanoClock;

/**
 * The requests that were sent and are not answered. Each is told to the sink exactly once: when it
 * is answered, as timeout or expired, or as open. An answer that comes after the timeout or the
 * deadline is none, whether or not {@link #expire} was called in between. A request keeps its place until its answer
 * comes, whatever was told of it before: the bound is on what the target really holds. Thread-safe.
 */
final class InFlight {
  /** Enough for {@link InFlightLimits#REQUESTS_MAX} of the largest blobs, and as many once more. */
  private static final int BYTES_BITS = 42;

  private static final long BYTES_MASK = (1L << BYTES_BITS) - 1;

  private final InFlightLimits limits;
  private final CompletionSink sink;
  private final NanoClock clock;
  // Of each operation the requests that hold a place, and below them their bytes: one addition.
  private final AtomicLong loads = new AtomicLong();
  private final AtomicLong stores = new AtomicLong();
  // Only requests that were not answered at once are here.
  private final Set<Pending> pendings = ConcurrentHashMap.newKeySet();

  InFlight(InFlightLimits limits, CompletionSink sink, NanoClock clock) {
    this.limits = limits;
    this.sink = sink;
    this.clock = clock;
  }

  /**
   * Whether there is a place for a request. It is taken where the request is not answered at once, so
   * that a hit writes nothing that workers share; workers who ask at the same moment may each be
   * given the last place.
   */
  boolean hasPlace(Request request) {
    long requests = held(request.operation()).get() >>> BYTES_BITS;
    long bytes = (loads.get() & BYTES_MASK) + (stores.get() & BYTES_MASK);
    return requests < limits.requestsMax() && bytes + request.sizeBytes() <= limits.bytesMax();
  }

  /** Follows a request, for which there was a place, to its end. */
  @SuppressWarnings("FutureReturnValueIgnored") // Pending takes the failure too
  void follow(
      Request request, CompletableFuture<Outcome> answer, long intendedNanos, long startNanos) {
    if (answer.isDone()) {
      Outcome outcome = answer.isCompletedExceptionally() ? Outcome.FAILED : given(answer.join());
      long endNanos = clock.nanos();
      long waitedNanosMax = waitedNanosMax(intendedNanos, startNanos);
      if (endNanos - startNanos > waitedNanosMax) {
        outcome = beyond(waitedNanosMax);
        endNanos = startNanos + waitedNanosMax;
      }
      sink.completed(request.operation(), outcome, intendedNanos, startNanos, endNanos);
      return;
    }
    held(request.operation()).addAndGet(place(request));
    var pending = new Pending(request, intendedNanos, startNanos);
    pendings.add(pending);
    answer.whenComplete(pending);
  }

  /** What a target answered; what is none of its answers is a failure. */
  private static Outcome given(@Nullable Outcome outcome) {
    if (outcome == null) {
      return Outcome.FAILED;
    }
    return switch (outcome) {
      case HIT, LOADED, JOINED, ABSENT, STORED, SHED -> outcome;
      case FAILED, TIMEOUT, EXPIRED, OPEN, UNSENT -> Outcome.FAILED;
    };
  }

  /** Whether a request is due for longer than its deadline, and is not sent any more. */
  boolean pastDeadline(long intendedNanos, long nowNanos) {
    return nowNanos - intendedNanos >= limits.deadlineNanos();
  }

  /** How long after its send a request is waited for: to its timeout or deadline. */
  private long waitedNanosMax(long intendedNanos, long startNanos) {
    long lagNanos = Math.max(0, startNanos - intendedNanos);
    return Math.min(limits.timeoutNanos(), limits.deadlineNanos() - lagNanos);
  }

  /** What became of a request that was waited for that long. */
  private Outcome beyond(long waitedNanosMax) {
    return waitedNanosMax < limits.timeoutNanos() ? Outcome.EXPIRED : Outcome.TIMEOUT;
  }

  /** Tells the requests whose timeout or deadline has passed; their time ends where that did. */
  void expire() {
    long nowNanos = clock.nanos();
    for (Pending pending : pendings) {
      if (nowNanos - pending.startNanos >= pending.waitedNanosMax) {
        pending.giveUp();
      }
    }
  }

  /** Tells every request that is left as open at {@code nowNanos}; returns how many. */
  long giveUp(long nowNanos) {
    long open = 0;
    for (Pending pending : pendings) {
      open += pending.tell(Outcome.OPEN, nowNanos) ? 1 : 0;
    }
    return open;
  }

  /** How many requests are waited for: sent, not answered, not given up. */
  int waiting() {
    return pendings.size();
  }

  private AtomicLong held(Operation operation) {
    return operation == Operation.LOAD ? loads : stores;
  }

  private static long place(Request request) {
    return (1L << BYTES_BITS) + request.sizeBytes();
  }

  /** A request on its way: its stamps, and whether its end was told. */
  private final class Pending implements BiConsumer<@Nullable Outcome, @Nullable Throwable> {
    private final Request request;
    private final long intendedNanos;
    private final long startNanos;
    private final long waitedNanosMax;
    private final AtomicBoolean told = new AtomicBoolean();

    Pending(Request request, long intendedNanos, long startNanos) {
      this.request = request;
      this.intendedNanos = intendedNanos;
      this.startNanos = startNanos;
      this.waitedNanosMax = waitedNanosMax(intendedNanos, startNanos);
    }

    @Override
    public void accept(@Nullable Outcome outcome, @Nullable Throwable failure) {
      long endNanos = clock.nanos();
      held(request.operation()).addAndGet(-place(request));
      if (endNanos - startNanos > waitedNanosMax) {
        giveUp();
      } else {
        tell(given(outcome), endNanos);
      }
    }

    void giveUp() {
      tell(beyond(waitedNanosMax), startNanos + waitedNanosMax);
    }

    boolean tell(Outcome outcome, long endNanos) {
      if (!told.compareAndSet(false, true)) {
        return false;
      }
      pendings.remove(this);
      sink.completed(request.operation(), outcome, intendedNanos, startNanos, endNanos);
      return true;
    }
  }
}
