package stampede.honesty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import stampede.testkit.Repository;

/** The tables of docs/honesty.md list what the suite holds, no more and no less. */
class HonestyDocTest {
  @Test
  void everyCheckHasItsRow() throws IOException {
    assertEquals(HonestySuite.checks().stream().map(Check::name).toList(), firstCells("check"));
  }

  @Test
  void everyMutantHasItsRowWithTheCheckThatCatchesIt() throws IOException {
    assertEquals(
        Stream.of(Mutant.values())
            .map(mutant -> mutant.leak() + " `" + mutant.name() + "` " + mutant.caughtBy())
            .toList(),
        rows("leak")
            .map(row -> row.get(0) + " " + row.get(1) + " " + row.get(4))
            .toList());
  }

  private static List<String> firstCells(String table) throws IOException {
    return rows(table).map(row -> row.get(0)).toList();
  }

  /** The rows of the table whose first column has this heading. */
  private static Stream<List<String>> rows(String table) throws IOException {
    return Files.readAllLines(Repository.root().resolve("docs/honesty.md")).stream()
        .dropWhile(line -> !line.startsWith("| " + table + " |"))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(
            line -> Stream.of(line.substring(1).split("\\|")).map(String::strip).toList());
  }
}
