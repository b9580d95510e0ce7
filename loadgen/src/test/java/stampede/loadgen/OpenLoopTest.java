package stampede.loadgen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.store.BlobRef;
import stampede.store.HashAlgorithm;
import stampede.time.VirtualTime;

class OpenLoopTest {
  private static final long MS = 1_000_000;
  private static final BlobRef REF = BlobRef.ofContent(HashAlgorithm.SHA256, new byte[0]);
  private static final InFlightLimits LIMITS = new InFlightLimits(100, 1_000, 10_000 * MS);

  private record Told(Outcome outcome, long intendedNanos, long startNanos, long endNanos) {
    long lagNanos() {
      return startNanos - intendedNanos;
    }

    long serviceNanos() {
      return endNanos - startNanos;
    }

    long responseNanos() {
      return endNanos - intendedNanos;
    }
  }

  private final VirtualTime time = new VirtualTime(Long.MAX_VALUE - 50 * MS); // the clock wraps
  private final long originNanos = time.nanos();
  private final List<Told> told = new ArrayList<>();

  @Test
  void requestsDueWhileTheOnlyWorkerIsBlockedCountTheirWait() {
    Target blocking = request -> {
      time.advance(request.index() == 0 ? 100 * MS : MS);
      return CompletableFuture.completedFuture(Outcome.LOADED);
    };
    run(blocking, 4, LIMITS);
    assertEquals(List.of(100L, 91L, 82L, 73L), millis(Told::responseNanos));
    assertEquals(List.of(100L, 1L, 1L, 1L), millis(Told::serviceNanos));
    assertEquals(List.of(0L, 90L, 81L, 72L), millis(Told::lagNanos));
  }

  @Test
  void requestsHeldByAStallOfAnAsynchronousTargetCountIt() {
    var stall = new CompletableFuture<Outcome>();
    time.after(100 * MS, () -> stall.complete(Outcome.LOADED));
    run(request -> stall.copy(), 4, LIMITS);
    // Dependents of one future complete newest first.
    assertEquals(List.of(70L, 80L, 90L, 100L), millis(Told::responseNanos));
    assertEquals(List.of(70L, 80L, 90L, 100L), millis(Told::serviceNanos));
    assertEquals(List.of(0L, 0L, 0L, 0L), millis(Told::lagNanos));
  }

  @Test
  void whatTheBoundOnRequestsRefusesIsShedAndCounted() {
    var never = new CompletableFuture<Outcome>();
    Loop.Ending ending = run(request -> never.copy(), 5, new InFlightLimits(2, 1_000, 10_000 * MS));
    assertEquals(3, count(Outcome.SHED));
    assertEquals(2, count(Outcome.OPEN));
    assertEquals(new Loop.Ending(5, 5, 0, 2, 0), ending);
  }

  @Test
  void whatTheBoundOnBytesRefusesIsShedAndAnAnswerFreesItsBytes() {
    Deque<CompletableFuture<Outcome>> sent = new ArrayDeque<>();
    Target target = request -> {
      sent.add(new CompletableFuture<>());
      return sent.getLast();
    };
    time.after(15 * MS, () -> sent.getFirst().complete(Outcome.STORED));
    run(target, 4, new InFlightLimits(100, 20, 10_000 * MS)); // 10 B each, due at 0, 10, 20, 30 ms
    assertEquals(
        List.of(Outcome.STORED, Outcome.SHED, Outcome.OPEN, Outcome.OPEN),
        told.stream().map(Told::outcome).toList());
  }

  @Test
  void aTimeoutCountsFromTheSendAndALateAnswerIsNotToldAgain() {
    var slow = new CompletableFuture<Outcome>();
    time.after(400 * MS, () -> slow.complete(Outcome.LOADED));
    run(request -> slow.copy(), 1, new InFlightLimits(100, 1_000, 250 * MS));
    assertEquals(1, told.size());
    assertEquals(Outcome.TIMEOUT, told.get(0).outcome());
    assertEquals(250 * MS, told.get(0).serviceNanos());
  }

  @Test
  void aDeadlineCountsFromTheIntendedStartAndATimeoutFromTheSend() {
    // One worker, held for 100 ms by the first request: the others are sent at 100 ms.
    Target target = request -> {
      time.advance(request.index() == 0 ? 100 * MS : 0);
      return request.index() == 0
          ? CompletableFuture.completedFuture(Outcome.LOADED)
          : new CompletableFuture<>();
    };
    run(target, 3, new InFlightLimits(100, 1_000, 50 * MS, 135 * MS));
    told.sort(Comparator.comparingLong(one -> one.intendedNanos() - originNanos));
    assertEquals(
        List.of(Outcome.TIMEOUT, Outcome.EXPIRED, Outcome.TIMEOUT),
        told.stream().map(Told::outcome).toList());
    // Due at 0, 10 and 20 ms; the first was answered after 100 ms, which its caller did not wait.
    assertEquals(List.of(50L, 135L, 130L), millis(Told::responseNanos));
    assertEquals(List.of(50L, 45L, 50L), millis(Told::serviceNanos));
  }

  @Test
  void whatIsPastItsDeadlineIsNotSentButShedAndCounted() {
    List<Long> sent = new ArrayList<>();
    Target target = request -> {
      sent.add(request.index());
      time.advance(request.index() == 0 ? 100 * MS : 0);
      return CompletableFuture.completedFuture(Outcome.LOADED);
    };
    Loop.Ending ending = run(target, 4, new InFlightLimits(100, 1_000, 10_000 * MS, 85 * MS));
    assertEquals(List.of(0L, 2L, 3L), sent);
    assertEquals(
        List.of(Outcome.EXPIRED, Outcome.SHED, Outcome.LOADED, Outcome.LOADED),
        told.stream().map(Told::outcome).toList());
    assertEquals(new Loop.Ending(4, 4, 0, 0, 1), ending);
  }

  @Test
  void anAnswerPastItsLimitIsNoneWhetherOrNotASweepCameFirst() {
    var slow = new CompletableFuture<Outcome>();
    // Answered between two sweeps, which come every 20 ms.
    time.after(31 * MS, () -> slow.complete(Outcome.LOADED));
    run(request -> slow.copy(), 1, new InFlightLimits(100, 1_000, 10_000 * MS, 30 * MS));
    assertEquals(Outcome.EXPIRED, told.get(0).outcome());
    assertEquals(30 * MS, told.get(0).responseNanos());
  }

  @Test
  void whatWasShedPastItsDeadlineLeavesItsPlaceToOthers() {
    Target target = request -> {
      time.advance(request.index() == 0 ? 100 * MS : 0);
      return CompletableFuture.completedFuture(Outcome.LOADED);
    };
    // One place: request 1 is shed at 100 ms, and 2 finds the place free.
    run(target, 3, new InFlightLimits(1, 1_000, 10_000 * MS, 85 * MS));
    assertEquals(Outcome.LOADED, told.get(2).outcome());
  }

  @Test
  void aRequestStillUnansweredWhenTheDrainEndsIsOpenUntilThen() {
    run(request -> new CompletableFuture<>(), 1, LIMITS);
    assertEquals(Outcome.OPEN, told.get(0).outcome());
    assertEquals(1_000 * MS, told.get(0).responseNanos());
  }

  @Test
  void whatIsStillDueWhenTheDrainEndsIsUnsent() {
    Target blocking = request -> {
      time.advance(600 * MS);
      return CompletableFuture.completedFuture(Outcome.LOADED);
    };
    assertEquals(new Loop.Ending(5, 2, 3, 0, 0), run(blocking, 5, LIMITS));
  }

  @Test
  void aStopLeavesTheRestUnsent() {
    OpenLoop[] loop = new OpenLoop[1];
    Target target = request -> {
      if (request.index() == 2) {
        loop[0].stop(time.nanos() + 100 * MS);
      }
      return CompletableFuture.completedFuture(Outcome.LOADED);
    };
    loop[0] = loop(target, 10, LIMITS);
    assertEquals(new Loop.Ending(10, 3, 7, 0, 0), end(loop[0]));
  }

  @Test
  void aRequestThatWaitedForItsStartWhenAStopCameIsUnsent() {
    OpenLoop loop = loop(request -> CompletableFuture.completedFuture(Outcome.LOADED), 10, LIMITS);
    time.after(25 * MS, () -> loop.stop(time.nanos() + 100 * MS));
    assertEquals(new Loop.Ending(10, 3, 7, 0, 0), end(loop));
    assertEquals(3, loop.offered());
  }

  @Test
  void aTargetThatThrowsOrFailsMakesAFailedRequest() {
    Target target = request -> {
      if (request.index() == 0) {
        throw new IllegalStateException("broken");
      }
      return CompletableFuture.failedFuture(new IllegalStateException("broken"));
    };
    run(target, 2, LIMITS);
    assertEquals(2, count(Outcome.FAILED));
  }

  @Test
  void whatIsNoAnswerOfATargetIsAFailure() {
    Target target = request -> switch ((int) request.index()) {
      case 0 -> null;
      case 1 -> CompletableFuture.completedFuture(null);
      case 2 -> CompletableFuture.completedFuture(Outcome.UNSENT);
      case 3 -> throw new NoClassDefFoundError("broken");
      case 4 -> answerAfter(null);
      default -> answerAfter(Outcome.OPEN);
    };
    assertEquals(6, run(target, 6, LIMITS).offered());
    assertEquals(6, count(Outcome.FAILED));
  }

  private CompletableFuture<Outcome> answerAfter(Outcome outcome) {
    var answer = new CompletableFuture<Outcome>();
    time.after(MS, () -> answer.complete(outcome));
    return answer;
  }

  private Loop.Ending run(Target target, long count, InFlightLimits limits) {
    return end(loop(target, count, limits));
  }

  private Loop.Ending end(OpenLoop loop) {
    return loop.runInline(time.nanos(), time.nanos() + 1_000 * MS);
  }

  private OpenLoop loop(Target target, long count, InFlightLimits limits) {
    Schedule everyTenMillis = new Schedule() {
      @Override
      public long count() {
        return count;
      }

      @Override
      public long startNanos(long index) {
        return index * 10 * MS;
      }
    };
    return new OpenLoop(
        everyTenMillis,
        index -> new Request(index, Operation.LOAD, REF, 10, null),
        target,
        (operation, outcome, intended, start, end) ->
            told.add(new Told(outcome, intended, start, end)),
        limits,
        time,
        time,
        time);
  }

  private long count(Outcome outcome) {
    return told.stream().filter(t -> t.outcome() == outcome).count();
  }

  private List<Long> millis(ToLongFunction<Told> nanos) {
    return told.stream().map(t -> nanos.applyAsLong(t) / MS).toList();
  }
}
