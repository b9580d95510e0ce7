package stampede.results.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.results.Answers.Answer;
import stampede.results.Answers.Case;
import stampede.results.Json;

class CheckOutputsTest {
  private static final String HOSTILE =
      "</script><b>x</b>|`@team`\r\n::error::%0A{{data}}\u0000\u001b[2J\u009b";

  @TempDir
  Path temporary;

  private static GateVerdict slower;

  @BeforeAll
  static void judge(@TempDir Path dir) {
    slower = new CheckFixture(GateSettings.standard(), 2_500)
        .candidate(1.2, 1.2)
        .verdict(dir.resolve("slower"), 20, 20);
  }

  private GateVerdict equal() {
    return new CheckFixture(GateSettings.standard(), 2_500)
        .verdict(temporary.resolve("equal"), 12, 0);
  }

  private static GateVerdict altered(GateVerdict verdict, Consumer<ObjectNode> change) {
    ObjectNode tree = Json.tree(verdict);
    change.accept(tree);
    return Json.convert(Path.of("verdict.json"), tree, GateVerdict.class);
  }

  private static ObjectNode entry(ObjectNode verdict, int index) {
    return (ObjectNode) verdict.get("checks").get(index);
  }

  /** An entry of each result, and one that is waived. */
  private static GateVerdict ofEveryKind() {
    return altered(slower, tree -> {
      ArrayNode checks = (ArrayNode) tree.get("checks");
      int index = 0;
      for (Decision.Result result : Decision.Result.values()) {
        entry(tree, index++).put("verdict", result.name());
      }
      entry(tree, index).put("waivedBy", "known, until 2027-01-31");
      while (checks.size() > index + 1) {
        checks.remove(checks.size() - 1);
      }
      ((ObjectNode) tree.get("controls").get("positive")).put("verdict", "NOT_RUN");
    });
  }

  private static Map<String, Answer> answers(GateVerdict verdict) {
    return CheckCases.of(verdict).cases().stream()
        .collect(Collectors.toMap(one -> one.type() + " " + one.name(), Case::answer));
  }

  @Test
  void writesFourFilesOfTheSameBytesAgain() throws IOException {
    GateVerdict verdict = slower;
    assertEquals(GateResult.REGRESSION, verdict.verdict(), verdict.sentence());
    for (String name : new String[] {"one", "two"}) {
      Files.createDirectory(temporary.resolve(name));
      CheckOutputs.write(temporary.resolve(name), verdict);
    }
    for (String file :
        new String[] {"verdict.json", "verdict.junit.xml", "summary.md", "report.html"}) {
      Path one = temporary.resolve("one").resolve(file);
      assertEquals(-1, Files.mismatch(one, temporary.resolve("two").resolve(file)), file);
      assertTrue(Files.size(one) > 500, file);
    }
  }

  @Test
  void aCaseForEachCheckAndControl() {
    assertEquals(
        Map.of(
            "OK load.hit.p50", Answer.PASSED,
            "REGRESSION load.hit.p95", Answer.FAILED,
            "SUSPECT load.hit.tail", Answer.SKIPPED,
            "INCONCLUSIVE load.hit.p99", Answer.SKIPPED,
            "INVALID load.loaded.p50", Answer.ERROR,
            "NOT_EVALUATED load.loaded.p95", Answer.SKIPPED,
            "REGRESSION load.loaded.tail", Answer.SKIPPED,
            "OK negative", Answer.PASSED,
            "NOT_RUN positive", Answer.SKIPPED),
        answers(ofEveryKind()));
    Case waived = CheckCases.of(ofEveryKind()).cases().get(6);
    assertTrue(waived.message().startsWith("waived: known, until"), waived.message());
    assertEquals("0.1", waived.figures().get("margin"));
  }

  @Test
  void aTrippedControlIsAnErrorOfItsOwn() {
    GateVerdict tripped = new CheckFixture(GateSettings.standard(), 200)
        .control(1.3)
        .verdict(temporary.resolve("tripped"), 12, 0);
    assertEquals(GateResult.INVALID, tripped.verdict());
    assertEquals(Answer.ERROR, answers(tripped).get("TRIPPED negative"));
    assertFalse(answers(tripped).containsKey("INVALID verdict"));
    assertTrue(Annotations.of(tripped).get(0).startsWith("::error title=INVALID%3A negative"));
  }

  @Test
  void whatInvalidatesTheWholeIsACaseInError() throws IOException {
    CheckFolder folder = new CheckFixture(GateSettings.standard(), 200)
        .write(temporary.resolve("incomplete"), 12, 0);
    Files.delete(folder.pairFile(PairRecord.FIRST, 12));
    GateVerdict verdict = Judge.of(folder).verdict();
    Case last =
        CheckCases.of(verdict).cases().get(CheckCases.of(verdict).cases().size() - 1);
    assertEquals("verdict", last.name());
    assertEquals(Answer.ERROR, last.answer());
    assertTrue(last.message().startsWith("pairs are missing: 11"), last.message());
    assertTrue(
        Annotations.of(verdict).get(0).startsWith("::error title=INVALID::pairs are missing"));
    GateVerdict bare = altered(verdict, tree -> {
      ((ArrayNode) tree.get("reasons")).removeAll();
      ((ArrayNode) tree.get("checks")).removeAll();
    });
    assertEquals(Answer.ERROR, answers(bare).get("INVALID verdict"));
    assertEquals(1, Annotations.of(bare).size());
  }

  @Test
  void annotationsAreTenAtMostWorstFirst() {
    List<String> lines = Annotations.of(slower);
    assertEquals(10, lines.size());
    assertTrue(lines.get(0).startsWith("::error title=REGRESSION%3A load.hit.p50::1.2"));
    assertEquals("::error title=stampede check::and 5 more", lines.get(9));
    assertEquals(
        List.of(
            "REGRESSION%3A load.hit.p95", "INVALID%3A load.loaded.p50", "SUSPECT%3A load.hit.tail"),
        Annotations.of(ofEveryKind()).stream()
            .limit(3)
            .map(line -> line.replaceAll("::\\w+ title=(.*?)::.*", "$1"))
            .toList());
    assertTrue(Annotations.of(ofEveryKind()).get(3).startsWith("::warning title=INCONCLUSIVE"));
    assertEquals(4, Annotations.of(ofEveryKind()).size());
    assertEquals(List.of(), Annotations.of(equal()));
  }

  @Test
  void theTextBeginsWithTheSentence() {
    GateVerdict verdict = equal();
    List<String> lines = CheckText.of(verdict, Path.of("dir")).lines().toList();
    assertEquals(verdict.sentence(), lines.get(0));
    assertEquals("report: " + Path.of("dir", "report.html"), lines.get(lines.size() - 1));
    assertTrue(
        lines.stream()
            .anyMatch(
                line -> line.matches(
                    "load.hit.p50 +OK +20.8 us +20.\\d us +1.00\\d \\[\\S+, \\S+] +\\+5.0 % +\\+10.0 % .*")));
    assertTrue(lines.contains("closed loop, service times, concurrency 1, arms by loader"));
  }

  @Test
  void noTextFromAFileIsMarkupOrACommand() {
    GateVerdict hostile = altered(slower, tree -> {
      tree.put("sentence", "::error::REGRESSION: " + HOSTILE).put("checkId", HOSTILE);
      tree.withArray("reasons").removeAll().add("first").add("::add-mask::1").add("##[group]x");
      ((ObjectNode) tree.get("settings")).put(HOSTILE, HOSTILE);
      ((ObjectNode) tree.get("base")).put("text", HOSTILE);
      IntStream.range(0, 14)
          .forEach(index -> entry(tree, index).put("id", HOSTILE + index).put("reason", HOSTILE));
    });
    String html = CheckPage.html(hostile);
    assertEquals(2, html.split("</script>", -1).length - 1);
    assertFalse(html.contains("<b>"));
    String markdown = CheckOutputs.markdown(hostile);
    assertFalse(markdown.contains("<b>"));
    assertTrue(markdown.lines().allMatch(line -> line.matches("|[#|-].*|\\d+ more rows.*")));
    List<String> lines = Annotations.of(hostile);
    assertTrue(lines.stream().allMatch(line -> line.matches("::error title=[^:,\r\n]*::[^\r\n]*")));
    assertTrue(lines.get(0).contains("%0D%0A::error::%250A"), lines.get(0));
    String text = CheckText.of(hostile, Path.of("dir"));
    assertFalse(Pattern.compile("[\\p{Cc}&&[^\n]]").matcher(text).find());
    assertFalse(Pattern.compile("(?m)^ *::|##\\[").matcher(text).find(), text);
  }

  @Test
  void thePageLoadsNothingAndIsWhole() {
    GateVerdict empty = altered(slower, tree -> {
      for (String list : new String[] {"checks", "curves", "noise", "files", "reasons"}) {
        ((ArrayNode) tree.get(list)).removeAll();
      }
      tree.putNull("environment");
    });
    for (GateVerdict verdict : List.of(slower, empty)) {
      String html = CheckPage.html(verdict);
      assertFalse(
          Pattern.compile("\\ssrc\\s*=|\\shref\\s*=|<link|<img|<iframe|@import|url\\(|fetch\\(")
              .matcher(html)
              .find());
      assertFalse(Pattern.compile("\\{\\{\\w+}}").matcher(html).find());
      assertTrue(html.contains("default-src 'none'"));
      assertTrue(html.endsWith("</html>\n"));
    }
    String html = CheckPage.html(slower);
    for (String text : new String[] {
      "class=\"verdict REGRESSION\"", "confirmation-0020.json", "00ff00ff", "a cpu", "2000",
    }) {
      assertTrue(html.contains(text), text);
    }
  }

  @Test
  void thePlotsHoldEveryPairAndMargin() {
    var sections = new CheckPlots(slower).sections();
    assertEquals(
        List.of("Ratio at every quantile", "Pair by pair", "The machine meanwhile"),
        sections.stream().map(CheckPlots.Section::title).toList());
    CheckPlots.Chart quantiles = sections.get(0).charts().get(0);
    assertEquals("service.load.hit", quantiles.title());
    assertEquals(
        List.of(
            "upper",
            "lower",
            "ratio",
            "1",
            "margin of p50, p95",
            "margin of tail",
            "margin of p99"),
        quantiles.lines().stream().map(CheckPlots.Line::label).toList());
    assertEquals(1.010101, quantiles.at().get(0));
    CheckPlots.Chart pairs = sections.get(1).charts().get(0);
    assertEquals(40, pairs.at().size());
    pairs.lines().forEach(line -> assertEquals(40, line.values().size(), line.label()));
    assertEquals(null, pairs.lines().get(2).values().get(19));
    assertEquals(1.2, pairs.lines().get(2).values().get(20), 0.01);
    CheckPlots.Line positive = pairs.lines().get(3);
    assertEquals("slowed", positive.label());
    assertEquals(1.2, positive.values().get(0), 0.01);
    assertEquals(null, positive.values().get(20));
    assertEquals(
        List.of("load", "stealShare", "throttled"),
        sections.get(2).charts().stream().map(CheckPlots.Chart::title).toList());
  }
}
