package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.results.ScenarioFile.Entry;
import stampede.store.BadInputException;

class ScenarioFileTest {
  private static Path file(String text) {
    try {
      Path file = Files.createTempDirectory("scenario").resolve("s.yaml");
      file.toFile().deleteOnExit();
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Entry> read(String text) {
    return ScenarioFile.read(file(text));
  }

  private static BadInputException refused(String text) {
    var problem = assertThrows(BadInputException.class, () -> read(text));
    assertFalse(problem.getMessage().contains("\n"), problem.getMessage());
    return problem;
  }

  @Test
  void settingsComeInOrderWithTheirLines() {
    assertEquals(
        List.of(
            new Entry("rate", "2000", 2),
            new Entry("duration", "10s", 3),
            new Entry("slo", "load.p99<5ms", 5),
            new Entry("slo", "store.p99 <= 9ms", 6)),
        read("# a comment\nrate: 2000\nduration: 10s\nslo:\n- load.p99<5ms\n- store.p99 <= 9ms\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2000",
        "1e3",
        "1_000",
        "0x10",
        "007",
        "1.50",
        "-5",
        "+5",
        ".5",
        "true",
        "True",
        "yes",
        "no",
        "~x",
        "2026-01-01",
        "12:30:00",
        "redis://host:6379/0",
        "lognormal:p50=1KiB,p99=16KiB",
      })
  void valuesStayAsTheyAreWritten(String value) {
    assertEquals(List.of(new Entry("key", value, 1)), read("key: " + value + "\n"));
  }

  @Test
  void quotesAreYamlsAndNotTheValues() {
    assertEquals("a: #b", read("key: 'a: #b'").get(0).value());
    assertEquals("", read("key: ''").get(0).value());
  }

  @Test
  void oneSloNeedsNoList() {
    assertEquals(List.of(new Entry("slo", "load.p99<5ms", 1)), read("slo: load.p99<5ms"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "{}\n"})
  void anEmptyScenarioIsEmpty(String text) {
    assertEquals(List.of(), read(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate: 5\\nrate: 6 | :2: rate | given again | each key once (first in line 1)",
        "rate: [5] | :1: rate | a list | one value",
        "a: 1\\nrate:\\n  per: 5 | :3: rate | a mapping | one value",
        "slo:\\n- [a] | :2: slo | a list | a value, or a list of them",
        "slo:\\n- a: b | :2: slo | a mapping | a value, or a list of them",
        "rate: | :1: rate | no value | one value",
        "rate: null | :1: rate | null | one value",
        "a: &x 5\\nb: *x | :2: b | an alias | one value",
        "- rate | :1 | a list | settings, as in rate: 1000",
        "rate | :1 | rate | settings, as in rate: 1000",
        "rate: 5\\n---\\nrate: 6 | :3 | a mapping | one document",
      })
  void anotherShapeIsRefusedInOneLine(String text, String where, String value, String expected) {
    BadInputException problem = refused(text.replace("\\n", "\n"));
    assertTrue(problem.field().endsWith("s.yaml" + where), problem.field());
    assertEquals(value, problem.value());
    assertEquals(expected, problem.expected());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "rate: 5\\n\\tduration: 5s | 2 | duration: 5s",
        "rate: 5\\nx: 'y | 2 | x: 'y",
        "rate: 5\\na: b: c\\nd: e | 2 | a: b: c",
        "rate: 5\\nslo: [a\\nx: y | 3 | x: y",
        "rate: 5\\n% | 2 | %",
        "rate: 5\\nkey: \\0\\nx: y | 2 | key:",
      })
  void brokenYamlNamesItsLine(String text, int line, String shown) {
    BadInputException problem =
        refused(text.replace("\\n", "\n").replace("\\t", "\t").replace("\\0", "\u0001"));
    assertTrue(problem.field().endsWith("s.yaml:" + line), problem.getMessage());
    assertEquals(shown, problem.value().replace("\u0001", "").strip());
    assertTrue(problem.expected().startsWith("YAML ("), problem.getMessage());
  }

  @Test
  void aFileThatIsMissingOrNoTextIsRefused() throws IOException {
    Path missing = Path.of("no-such-scenario.yaml");
    assertEquals(
        "no such file",
        assertThrows(BadInputException.class, () -> ScenarioFile.read(missing)).value());
    Path binary = file("");
    Files.write(binary, new byte[] {(byte) 0xff, 0, 1});
    assertThrows(BadInputException.class, () -> ScenarioFile.read(binary));
    Path directory = binary.getParent();
    assertThrows(BadInputException.class, () -> ScenarioFile.read(directory));
  }

  @Test
  void whatIsPrintedIsPlain() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("rate", "2000");
    settings.put("store", "sqlite:/tmp/x.sqlite");
    settings.put("slo", "load.p99<5ms,store.p99<=9ms");
    assertEquals(
        "rate: 2000\nstore: sqlite:/tmp/x.sqlite\nslo:\n- load.p99<5ms\n- store.p99<=9ms\n",
        ScenarioFile.format(settings));
  }

  @Property(tries = 300)
  void whatIsPrintedReadsBackEqual(
      @ForAll @Size(min = 1, max = 6)
          Map<
                  @AlphaChars @StringLength(min = 1, max = 8) String,
                  @CharRange(from = ' ', to = '~') @StringLength(max = 30) String>
              settings,
      @ForAll @AlphaChars @NotBlank String slo) {
    var printed = new LinkedHashMap<>(settings);
    printed.put("slo", slo + "<5ms," + slo + "<=6ms");
    var back = new LinkedHashMap<String, String>();
    read(ScenarioFile.format(printed))
        .forEach(entry -> back.merge(entry.key(), entry.value(), (a, b) -> a + "," + b));
    assertEquals(printed, back);
  }
}
