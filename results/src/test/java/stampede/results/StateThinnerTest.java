package stampede.results;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.results.ReportCharts.Section;

class StateThinnerTest {
  @TempDir
  Path dir;

  private static long[] row(long sample, long count, long trueMax) {
    return new long[] {sample, count, trueMax, 3 * sample};
  }

  @Test
  void aShortRunIsKeptAsItIs() {
    var thinner = new StateThinner();
    List<long[]> rows = new ArrayList<>();
    for (int i = 0; i < StateThinner.ROWS_MAX / 2 - 1; i++) {
      rows.add(row(i, i, i));
      thinner.add(rows.get(i));
    }
    assertEquals(rows.size(), thinner.rows().size());
    for (int i = 0; i < rows.size(); i++) {
      assertSame(rows.get(i), thinner.rows().get(i));
    }
  }

  @Test
  void threeMillionSamplesAreHeldInFewRowsWithEveryExtreme() {
    var thinner = new StateThinner();
    int size = 3_000_001;
    for (int i = 0; i < size; i++) {
      thinner.add(row(i, i == 1_234_567 ? -7 : i == 2_222_222 ? 900 : 5, i == size - 2 ? 70 : 6));
    }
    List<long[]> rows = thinner.rows();
    assertEquals(size, thinner.samples());
    assertTrue(rows.size() <= StateThinner.ROWS_MAX + 2, "rows: " + rows.size());
    assertTrue(rows.size() >= StateThinner.ROWS_MAX / 2, "rows: " + rows.size());
    assertEquals(-7, rows.stream().mapToLong(row -> row[1]).min().orElseThrow());
    assertEquals(900, rows.stream().mapToLong(row -> row[1]).max().orElseThrow());
    assertEquals(70, rows.stream().mapToLong(row -> row[2]).max().orElseThrow());
    assertEquals(0, rows.get(0)[0]);
    assertEquals(size - 1, rows.get(rows.size() - 1)[0]);
    for (int i = 0; i < rows.size(); i++) {
      assertEquals(3 * rows.get(i)[0], rows.get(i)[3], "entries are of their time");
      assertTrue(i == 0 || rows.get(i)[0] > rows.get(i - 1)[0], "in order");
    }
  }

  @Test
  void extremesStandWithinTheirNeighbours() {
    var thinner = new StateThinner();
    for (int i = 0; i < StateThinner.ROWS_MAX / 2; i++) {
      thinner.add(row(i, i % 2 == 0 ? 40 : 2, i % 2 == 0 ? 41 : 3));
    }
    assertArrayEquals(new long[] {0, 2, 3, 0}, thinner.rows().get(0));
    assertArrayEquals(new long[] {1, 40, 41, 3}, thinner.rows().get(1));
    assertEquals(StateThinner.ROWS_MAX / 2, thinner.rows().size());
  }

  @Test
  void aLongFileIsReadThinnedAndDrawnWithItsNumberOfSamples() throws IOException {
    Path file = dir.resolve(StatesCsv.FILE);
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write(StatesCsv.header(List.of("run")) + "\n");
      for (int i = 0; i < 100_000; i++) {
        out.write(i + "," + (i == 31_337 ? -900 : 1) + ",7," + 2L * i + "\n");
      }
    }
    StateSeries series = StatesCsv.read(file);
    assertEquals(100_000, series.taken());
    assertTrue(series.size() <= StateThinner.ROWS_MAX + 2, "rows: " + series.size());
    List<Section> sections = JobsPlots.of(series);
    assertTrue(Objects.requireNonNull(sections.get(0).note()).contains("Of 100,000 samples"));
    assertTrue(sections.get(0).charts().get(0).lines().get(0).values().stream()
        .anyMatch(value -> value != null && value.intValueExact() == -900));
    sections
        .get(1)
        .charts()
        .get(1)
        .lines()
        .get(0)
        .values()
        .forEach(value -> assertEquals(2_000, Objects.requireNonNull(value).intValueExact()));
    assertTrue(Objects.requireNonNull(sections.get(1).note()).contains("the mean over "));
  }
}
