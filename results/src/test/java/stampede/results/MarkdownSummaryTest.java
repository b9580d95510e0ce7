package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarkdownSummaryTest {
  private static final List<String> HEADER = List.of("check", "verdict", "ratio");

  private static List<List<String>> rows(int count, String name) {
    return IntStream.range(0, count)
        .mapToObj(row -> List.of(name + row, "OK", "1.000"))
        .toList();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void sentenceTableAndNotes() {
    assertEquals(
        """
        ### OK: nothing is slower

        | check | verdict | ratio |
        |:---|:---|---:|
        | a0 | OK | 1.000 |
        | a1 | OK | 1.000 |

        - a note
        """,
        MarkdownSummary.of("OK: nothing is slower", HEADER, rows(2, "a"), 2, List.of("a note")));
  }

  @Test
  void nothingInATextIsMarkup() {
    String markdown = MarkdownSummary.of(
        "OK: a|b\n# c",
        HEADER,
        List.of(List.of("`x` | y\r\n| z", "<img src=x>&amp;", "[a](b) @team *b* \\|")),
        2,
        List.of());
    assertEquals("""
        ### OK: a\\|b \\# c

        | check | verdict | ratio |
        |:---|:---|---:|
        | \\`x\\` \\| y  \\| z | &lt;img src=x&gt;&amp;amp; | \\[a\\](b) @<!-- -->team \\*b\\* \\\\\\| |

        """, markdown);
  }

  @Test
  void rowsThatHaveNoRoomAreCounted() {
    for (int bytesMax = 200; bytesMax < 400; bytesMax++) {
      String markdown =
          MarkdownSummary.of("OK: so it is", HEADER, rows(40, "é"), 2, List.of("n"), bytesMax);
      assertTrue(bytes(markdown) <= bytesMax, bytes(markdown) + " of " + bytesMax);
      long shown = markdown.lines().filter(line -> line.startsWith("| é")).count();
      assertTrue(
          markdown.contains("\n" + (40 - shown) + " more rows have no room here.\n"), markdown);
      assertTrue(markdown.startsWith("### OK: so it is\n"), markdown);
      assertTrue(markdown.endsWith("- n\n"), markdown);
    }
  }

  @Test
  void theWholeIsBoundedWhateverItHolds() {
    for (String unit : new String[] {"@", "<", "\ud83d\ude00", "|"}) {
      String text = unit.repeat(5_000);
      String markdown = MarkdownSummary.of(
          "REGRESSION: the sentence", HEADER, rows(500, text), 2, Collections.nCopies(30, text));
      assertTrue(bytes(markdown) <= MarkdownSummary.BYTES_MAX, unit + ": " + bytes(markdown));
      assertTrue(markdown.startsWith("### REGRESSION: the sentence\n\n| check |"));
      assertTrue(markdown.contains(" more characters)"));
      assertTrue(markdown.contains("- and 20 more\n"));
    }
  }

  @Test
  void theSentenceIsWholeAndTheRowsGiveWay() {
    String sentence = "INVALID: " + "x".repeat(MarkdownSummary.BYTES_MAX) + " its end";
    String markdown = MarkdownSummary.of(sentence, HEADER, rows(5, "a"), 2, List.of("a note"));
    assertTrue(markdown.startsWith("### " + sentence + "\n"));
    assertTrue(markdown.contains("\n5 more rows have no room here.\n"));
    assertTrue(markdown.endsWith("- a note\n"));
  }
}
