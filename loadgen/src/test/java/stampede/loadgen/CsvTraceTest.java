package stampede.loadgen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;
import stampede.instrument.Operation;
import stampede.store.BadInputException;
import stampede.store.SplitMix;

class CsvTraceTest {
  @TempDir
  Path folder;

  private static String line(long seconds, String key, String operation) {
    return seconds + "," + key + ",3,100,7," + operation + ",0\n";
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("a.csv"), content, StandardCharsets.ISO_8859_1);
  }

  private Path xz(String content) throws IOException {
    Path path = folder.resolve("a.csv.xz");
    try (var out = new XZOutputStream(Files.newOutputStream(path), new LZMA2Options())) {
      out.write(content.getBytes(StandardCharsets.ISO_8859_1));
    }
    return path;
  }

  private static Plan plan(Path trace, String... more) throws InterruptedException {
    List<Setting> settings = new ArrayList<>();
    settings.add(new Setting("trace", trace.toString(), "--trace"));
    for (int i = 0; i < more.length; i += 2) {
      settings.add(new Setting(more[i], more[i + 1], "--" + more[i]));
    }
    Plan plan = Plan.of(Scenario.of(settings));
    plan.population().populate(blob -> {});
    return plan;
  }

  private static long[] starts(Schedule schedule) {
    return LongStream.range(0, schedule.count()).map(schedule::startNanos).toArray();
  }

  /** Two sets before, so that time begins at 7; the set at 9 ends the second of 7 after two. */
  private static String small() {
    return line(5, "x", "set")
        + line(6, "a", "delete")
        + line(7, "b", "get")
        + line(7, "a", "gets")
        + line(7, "b", "set")
        + line(7, "b", "get")
        + line(9, "c", "incr")
        + line(19, "c", "get")
        + line(19, "a", "get")
        + line(20, "x", "set")
        + line(27, "x", "cas");
  }

  @Test
  void getsAreLoadsInOrderAndOthersAreCounted() throws IOException, InterruptedException {
    for (Path path : new Path[] {file(small()), xz(small())}) {
      Plan plan = plan(path);
      assertEquals(5, plan.planned());
      assertEquals(6, plan.leftOutCount());
      assertEquals(3, plan.population().keyCount());
      int[] keys = {0, 1, 0, 2, 1};
      for (int i = 0; i < keys.length; i++) {
        Request request = plan.workload().request(i);
        assertEquals(Operation.LOAD, request.operation());
        assertEquals(plan.population().ref(keys[i]), request.ref());
        assertEquals(request.ref(), plan.warmUpWorkload().request(i).ref());
      }
    }
  }

  @Test
  void theTimesAreThePlan() throws IOException, InterruptedException {
    Path path = file(small());
    long[] atOnce = {0, 666_666_666, 1_333_333_333, 12_000_000_000L, 12_500_000_000L};
    Plan plan = plan(path, "warmup", "1s");
    assertArrayEquals(atOnce, starts(plan.schedule()));
    assertEquals(13_000_000_000L, plan.spanNanos());
    assertEquals(2, plan.highestRate(), 1e-12);
    assertEquals(6, plan(path, "speed", "3").highestRate(), 1e-12);
    assertArrayEquals(new long[] {0, 666_666_666}, starts(plan.warmUpSchedule()));
    Plan cut = plan(path, "duration", "6s", "speed", "2");
    assertArrayEquals(
        new long[] {0, 333_333_333, 666_666_666}, starts(cut.schedule()), "6 s is not within");
    assertEquals(6_000_000_000L, cut.spanNanos());
    assertEquals(6_500_000_000L, plan(path, "duration", "1h", "speed", "2").spanNanos());
    Plan closed = plan(path, "closed", "2");
    assertEquals(5, closed.planned());
    assertTrue(closed.closed());
    IllegalArgumentException bad =
        assertThrows(IllegalArgumentException.class, () -> plan.schedule().startNanos(5));
    assertEquals("index must be 0 to 4: 5", bad.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "0.01", "0.3", "7.123456789", "1000000"})
  void everyStartIsExactToTheNanosecond(String speed) throws IOException, InterruptedException {
    long seed = 11;
    SplitMix draws = new SplitMix(seed);
    StringBuilder content = new StringBuilder();
    List<BigDecimal> expected = new ArrayList<>();
    long seconds = 0;
    for (int group = 0; group < 300; group++) {
      int gets = 1 + (int) (draws.nextUnit() * 50);
      long gap = group == 299 ? 1 : 1 + (long) (draws.nextUnit() * draws.nextUnit() * 200_000);
      for (int i = 0; i < gets; i++) {
        content.append(line(1_583_990_400 + seconds, "k" + i, "get"));
        expected.add(BigDecimal.valueOf(seconds)
            .add(BigDecimal.valueOf(gap * i)
                .divide(BigDecimal.valueOf(gets), 60, RoundingMode.HALF_UP)));
      }
      seconds += gap;
    }
    Plan plan = plan(file(content.toString()), "speed", speed);
    assertEquals(expected.size(), plan.planned());
    Schedule schedule = plan.schedule();
    for (int place = expected.size() - 1; place >= 0; place--) {
      // A quotient that is whole has 60 digits of 9 or of 0 in its decimals.
      BigDecimal nanos = expected
          .get(place)
          .movePointRight(9)
          .divide(new BigDecimal(speed), 40, RoundingMode.HALF_UP)
          .setScale(30, RoundingMode.HALF_UP);
      assertEquals(
          nanos.setScale(0, RoundingMode.FLOOR).longValueExact(),
          schedule.startNanos(place),
          "start " + place + " at speed " + speed + ", seed " + seed);
    }
  }

  private void assertRefused(Path path, String reason) {
    var bad = assertThrows(BadInputException.class, () -> TraceFile.read("--trace", path));
    assertEquals("--trace", bad.field());
    assertTrue(bad.value().contains("a.csv"), bad.value());
    assertTrue(bad.value().contains(reason), bad.value());
    assertTrue(bad.expected().startsWith("lines timestamp,key"), bad.expected());
  }

  @Test
  void whatIsNoSuchTraceIsRefusedWithItsLine() throws IOException {
    String good = line(5, "a", "get");
    assertRefused(folder.resolve("a.csv"), "no such file");
    assertRefused(file(""), "line 1: no get");
    assertRefused(file(line(1, "a", "set")), "line 2: no get");
    assertRefused(file(good + "\n" + good), "line 2: no such line");
    assertRefused(file(good + line(4, "a", "set")), "line 2: time goes back");
    assertRefused(file(good + line(5, "a", "fetch")), "line 2: no such operation");
    assertRefused(file(good + line(5, "a,b", "get")), "line 2: no such line");
    assertRefused(file(good + line(-1, "a", "get")), "line 2: no such line");
    assertRefused(file(good + "5,a,3,100,7,get"), "line 2: no such line");
    assertRefused(file(good + line(86_400_006, "a", "get")), "line 2: 1000 days");
    assertRefused(file(good + "x".repeat(100_000)), "line 2: longer than 4096 bytes");
    assertRefused(file(good.replace("\n", "\r\n") + good), "line 1: no such line");
  }

  /** Whatever the bytes: a trace, or one line that says why not. */
  @Test
  void damagedBytesAreReadOrRefused() throws IOException {
    String content = small().repeat(1).concat(line(30, "z", "get"));
    byte[] plain = content.getBytes(StandardCharsets.ISO_8859_1);
    byte[] packed = Files.readAllBytes(xz(content));
    long seed = 5;
    SplitMix draws = new SplitMix(seed);
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = (i % 2 == 0 ? plain : packed).clone();
      bytes[(int) (draws.nextUnit() * bytes.length)] ^= (byte) (1 << (int) (8 * draws.nextUnit()));
      try {
        TraceFile trace = TraceFile.read("--trace", Files.write(folder.resolve("b.csv"), bytes));
        assertEquals(12, trace.length() + trace.leftOutCount(), "try " + i + ", seed " + seed);
        assertTrue(IntStream.range(0, trace.length()).map(trace::key).max().orElseThrow()
            < trace.keyCount());
      } catch (BadInputException e) {
        refused++;
      }
    }
    assertTrue(refused > 1000 && refused < 2000, refused + " refused, seed " + seed);
  }
}
