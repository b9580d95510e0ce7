package stampede.loadgen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;

/** Delays in a time that goes on by a nanosecond a reading. */
class DelayTest {
  private long nowNanos;

  private Delay delay(double share) {
    return new Delay(() -> nowNanos++, share);
  }

  @Test
  void anAnswerTakesItsShareLonger() {
    Delay.Timing timing = delay(0.2).start();
    nowNanos += 1000;
    timing.end();
    assertEquals(1201, timing.nanos(), 1);
  }

  @Test
  void aSecondEndOfTheSameStartIsNotDelayedForTheFirstOne() {
    Delay delay = delay(0.2);
    Delay.Timing accepted = delay.start();
    nowNanos += 1000;
    accepted.end();
    Delay.Timing durable = accepted.again();
    nowNanos += 1000;
    durable.end();
    assertEquals(2400, durable.nanos(), 4);
  }

  /** One thread answers them in turn; each was asked at once and took a millisecond by itself. */
  @Test
  void answersThatStandBehindDelayedOnesAreNotDelayedForThem() {
    Delay delay = delay(1);
    Deque<CompletableFuture<Outcome>> waiting = new ArrayDeque<>();
    Target target = delay.around(request -> {
      var answer = new CompletableFuture<Outcome>();
      waiting.add(answer);
      return answer;
    });
    int requests = 20;
    for (int i = 0; i < requests; i++) {
      var unused = target.submit(new Request(i, Operation.LOAD, null, 1, null));
    }
    nowNanos += 1_000_000;
    waiting.forEach(answer -> answer.complete(Outcome.LOADED));
    // The first is held for what it took, and none of the others is late by less than that already.
    assertEquals(2_000_000, nowNanos, 1000);
  }

  @Test
  void noShareIsNoDelay() {
    Delay delay = delay(0);
    Delay.Timing timing = delay.start();
    nowNanos += 1000;
    timing.end();
    assertEquals(1001, timing.nanos());
    Target target = request -> CompletableFuture.completedFuture(Outcome.HIT);
    assertEquals(target, delay.around(target));
  }
}
