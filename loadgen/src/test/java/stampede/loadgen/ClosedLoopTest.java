package stampede.loadgen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.instrument.CompletionSink;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.store.BlobRef;
import stampede.store.HashAlgorithm;
import stampede.testkit.RealTime;
import stampede.time.NanoClock;
import stampede.time.VirtualTime;
import stampede.time.Waiter;

class ClosedLoopTest {
  private static final long MS = 1_000_000;
  private static final long ENOUGH = 1_000_000;
  private static final BlobRef REF = BlobRef.ofContent(HashAlgorithm.SHA256, new byte[0]);

  private record Told(Outcome outcome, long intendedNanos, long startNanos, long endNanos) {}

  private final VirtualTime time = new VirtualTime(Long.MAX_VALUE - 50 * MS); // the clock wraps
  private final long originNanos = time.nanos();
  private final List<Told> told = new ArrayList<>();

  @Test
  void eachUserSendsWhenItsLastRequestHasEnded() {
    Loop.Ending ending = run(2, ENOUGH, 100 * MS, request -> answerAfter(20 * MS));
    // Two users, five rounds of 20 ms; the last round ends with the run.
    assertEquals(new Loop.Ending(10, 10, 0, 0, 0), ending);
    assertEquals(10, told.size());
    for (Told one : told) {
      assertEquals(20 * MS, one.endNanos() - one.startNanos());
      assertEquals(one.startNanos(), one.intendedNanos());
    }
  }

  @Test
  void whatAStallHoldsBackIsNotSent() {
    Loop.Ending ending = run(
        1, ENOUGH, 1_000 * MS, request -> answerAfter(request.index() == 0 ? 901 * MS : 10 * MS));
    assertEquals(11, ending.offered(), "one of 901 ms, ten of 10 ms");
  }

  @Test
  void aTraceEndsItBeforeItsTime() {
    assertEquals(
        new Loop.Ending(3, 3, 0, 0, 0), run(2, 3, 1_000 * MS, request -> answerAfter(10 * MS)));
  }

  @Test
  void whatIsUnansweredWhenTheDrainEndsIsOpen() {
    assertEquals(
        new Loop.Ending(2, 2, 0, 2, 0),
        run(2, ENOUGH, 100 * MS, request -> new CompletableFuture<>()));
    assertEquals(Outcome.OPEN, told.get(0).outcome());
  }

  @Test
  void aTimeoutFreesItsUser() {
    run(1, ENOUGH, 5_000 * MS, request -> new CompletableFuture<>());
    // Timeouts of 2 s, noticed within 20 ms: the third was sent before the end, and is open after.
    assertEquals(
        List.of(Outcome.TIMEOUT, Outcome.TIMEOUT, Outcome.OPEN),
        told.stream().map(Told::outcome).toList());
  }

  @Test
  void usersWhoAreRefusedPauseInsteadOfSendingAtOnceAgain() {
    // 1,000 bytes are in flight and never answered: 100 requests of 10 B; the others are refused.
    run(200, ENOUGH, 500 * MS, request -> new CompletableFuture<>());
    long shed = told.stream().filter(one -> one.outcome() == Outcome.SHED).count();
    assertTrue(shed >= 400 && shed <= 500, "one a look of 1 ms: " + shed);
  }

  /** With fewer users than workers, too, its end is that of the last index, long before its time. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  @Timeout(50)
  void onItsThreadsNeverMoreThanItsUsersAreInFlightAndNoIndexIsSentTwice(int users) {
    var inFlight = new AtomicInteger();
    var inFlightMax = new AtomicInteger();
    var indices = ConcurrentHashMap.<Long>newKeySet();
    var outcomes = new ConcurrentLinkedQueue<Outcome>();
    var pool = Executors.newFixedThreadPool(3);
    try {
      Target target = request -> {
        assertTrue(indices.add(request.index()));
        inFlightMax.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        return CompletableFuture.supplyAsync(
            () -> {
              inFlight.decrementAndGet();
              return Outcome.LOADED;
            },
            pool);
      };
      NanoClock clock = RealTime.INSTANCE;
      var loop = loop(
          users,
          20_000,
          60_000 * MS,
          target,
          (operation, outcome, intended, start, end) -> outcomes.add(outcome),
          clock,
          nanos -> LockSupport.parkNanos(nanos - clock.nanos()));
      Loop.Ending ending = loop.run(2, clock.nanos(), clock.nanos() + 60_000 * MS);
      assertEquals(new Loop.Ending(20_000, 20_000, 0, 0, 0), ending);
      assertEquals(20_000, outcomes.size());
      assertTrue(inFlightMax.get() <= users, "in flight: " + inFlightMax);
    } finally {
      pool.shutdownNow();
    }
  }

  private Loop.Ending run(int users, long count, long durationNanos, Target target) {
    CompletionSink sink = (operation, outcome, intended, start, end) ->
        told.add(new Told(outcome, intended, start, end));
    return loop(users, count, durationNanos, target, sink, time, time)
        .runInline(originNanos, originNanos + durationNanos + 100 * MS);
  }

  private static ClosedLoop loop(
      int users,
      long count,
      long durationNanos,
      Target target,
      CompletionSink sink,
      NanoClock clock,
      Waiter waiter) {
    return new ClosedLoop(
        users,
        count,
        durationNanos,
        index -> new Request(index, Operation.LOAD, REF, 10, null),
        target,
        sink,
        new InFlightLimits(100, 1_000, 2_000 * MS),
        clock,
        waiter);
  }

  private CompletableFuture<Outcome> answerAfter(long nanos) {
    var answer = new CompletableFuture<Outcome>();
    time.after(nanos, () -> answer.complete(Outcome.LOADED));
    return answer;
  }
}
