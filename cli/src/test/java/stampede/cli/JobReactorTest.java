package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import stampede.testkit.RealTime;

@Timeout(30)
class JobReactorTest {
  @Test
  void callbacksOfAThreadRunInItsOrderOnOneThread() throws InterruptedException {
    List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
    var done = new CountDownLatch(1);
    try (var reactor = new JobReactor(RealTime.INSTANCE, () -> {})) {
      for (int i = 0; i < 1_000; i++) {
        int number = i;
        reactor.post(() -> {
          assertEquals("stampede-jobs", Thread.currentThread().getName());
          ran.add(number);
        });
      }
      reactor.post(done::countDown);
      reactor.start();
      done.await();
    }
    assertEquals(IntStream.range(0, 1_000).boxed().toList(), ran);
  }

  /** Turns that always post another do not keep others from theirs. */
  @Test
  void timersAndOtherThreadsHaveTheirTurnsBesideABusyOne() throws InterruptedException {
    var due = new CountDownLatch(1);
    var brought = new CountDownLatch(1);
    try (var reactor = new JobReactor(RealTime.INSTANCE, () -> {})) {
      reactor.post(() -> {
        reactor.after(1_000_000, due::countDown);
        busy(reactor);
      });
      reactor.start();
      due.await();
      reactor.post(brought::countDown);
      brought.await();
    }
  }

  private static void busy(JobReactor reactor) {
    reactor.post(() -> busy(reactor));
  }

  @Test
  void whatIsDueAtTheSameTimeRunsInTheOrderOfTheCalls() throws InterruptedException {
    List<String> ran = Collections.synchronizedList(new ArrayList<>());
    var done = new CountDownLatch(1);
    try (var reactor = new JobReactor(() -> 5, () -> {})) {
      reactor.post(() -> {
        reactor.after(0, () -> ran.add("first"));
        reactor.after(-1, () -> ran.add("second"));
        reactor.after(0, done::countDown);
        reactor.after(1, () -> ran.add("never: the clock stands"));
      });
      reactor.start();
      done.await();
    }
    assertEquals(List.of("first", "second"), ran);
  }

  @Test
  void aCallbackThatThrowsEndsItAndIsToldOfByTheClose() throws InterruptedException {
    var failed = new CountDownLatch(1);
    var thrown = new IllegalArgumentException("by intent");
    var reactor = new JobReactor(RealTime.INSTANCE, failed::countDown);
    assertFalse(reactor.failed());
    reactor.post(() -> {
      throw thrown;
    });
    reactor.start();
    failed.await();
    assertTrue(reactor.failed());
    var closed = assertThrows(IllegalStateException.class, reactor::close);
    assertSame(thrown, closed.getCause());
  }

  @Test
  void nothingRunsBehindAStop() throws InterruptedException {
    List<String> ran = Collections.synchronizedList(new ArrayList<>());
    var reached = new CountDownLatch(1);
    try (var reactor = new JobReactor(RealTime.INSTANCE, () -> {})) {
      reactor.post(() -> {
        reactor.post(() -> ran.add("posted before"));
        reactor.stop();
        reached.countDown();
      });
      reactor.start();
      reached.await();
    }
    assertTrue(ran.size() <= 1, ran::toString);
  }
}
