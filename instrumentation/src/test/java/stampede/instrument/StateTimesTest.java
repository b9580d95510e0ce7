package stampede.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class StateTimesTest {
  private static List<Long> counts(List<Histogram> cut) {
    return cut.stream().map(Histogram::getTotalCount).toList();
  }

  @Test
  void eachTimeIsInItsDistributionOfOneCut() {
    var times = new StateTimes(3);
    times.record(0, 5);
    times.record(2, 1_000_000);
    times.record(2, 2_000_000);
    times.recordWhole(3_000_000);

    List<Histogram> first = times.cut();
    times.record(1, 7);
    List<Histogram> second = times.cut();

    assertEquals(List.of(1L, 0L, 2L, 1L), counts(first));
    assertEquals(List.of(0L, 1L, 0L, 0L), counts(second));
    assertEquals(5, first.get(0).getMaxValue());
    assertEquals(2_000_000, first.get(2).getMaxValue(), 2_000);
    assertEquals(3_000_000, first.get(3).getMaxValue(), 3_000);
  }

  @Test
  void aCutIsTheReceivers() {
    var times = new StateTimes(1);
    times.record(0, 5);
    List<Histogram> first = times.cut();
    times.record(0, 6);
    times.cut();
    times.record(0, 7);
    times.cut();

    assertEquals(List.of(1L, 0L), counts(first));
    assertEquals(5, first.get(0).getMaxValue());
  }

  @Test
  void aTimeThatIsNoneIsCounted() {
    var times = new StateTimes(1);
    times.record(0, -1);
    times.recordWhole(IntervalRecorder.NANOS_MAX + 1);
    times.record(0, 0);
    times.recordWhole(IntervalRecorder.NANOS_MAX);

    assertEquals(2, times.outOfRange());
    assertEquals(List.of(1L, 1L), counts(times.cut()));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 2})
  void refusesAStateThatIsNone(int state) {
    var times = new StateTimes(2);
    var thrown = assertThrows(IllegalArgumentException.class, () -> times.record(state, 1));
    assertEquals("state must be from 0 to 1: " + state, thrown.getMessage());
    assertEquals(List.of(0L, 0L, 0L), counts(times.cut()));
  }

  @Test
  void refusesToTellOfNoState() {
    assertThrows(IllegalArgumentException.class, () -> new StateTimes(0));
  }

  @Test
  void noTimeIsLostOrTwiceThereWhileItIsCut() throws InterruptedException {
    var times = new StateTimes(2);
    int count = 300_000;
    var started = new CountDownLatch(1);
    Thread writer = new Thread(() -> {
      started.countDown();
      for (int i = 0; i < count; i++) {
        times.record(i & 1, i);
        times.recordWhole(i);
      }
    });
    writer.start();
    started.await();

    long[] sums = new long[3];
    boolean alive;
    do {
      alive = writer.isAlive();
      List<Long> cut = counts(times.cut());
      for (int i = 0; i < sums.length; i++) {
        sums[i] += cut.get(i);
      }
    } while (alive);

    assertEquals(List.of(count / 2L, count / 2L, (long) count), List.of(sums[0], sums[1], sums[2]));
  }
}
