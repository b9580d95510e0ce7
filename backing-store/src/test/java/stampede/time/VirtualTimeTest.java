package stampede.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  private final List<String> seen = new ArrayList<>();

  @Test
  void runsTasksInTheOrderOfTheirDueTimesAcrossTheClocksWrap() {
    var time = new VirtualTime(Long.MAX_VALUE - 5);
    time.after(20, () -> seen.add("second at " + (time.nanos() - (Long.MAX_VALUE - 5))));
    time.after(10, () -> seen.add("first at " + (time.nanos() - (Long.MAX_VALUE - 5))));
    time.advance(15);
    assertEquals(List.of("first at 10"), seen);
    time.advance(15);
    assertEquals(List.of("first at 10", "second at 20"), seen);
  }

  @Test
  void aTaskMayAskForAnother() {
    var time = new VirtualTime();
    time.after(10, () -> time.after(5, () -> seen.add("nested at " + time.nanos())));
    time.runAll();
    assertEquals(List.of("nested at 15"), seen);
  }
}
