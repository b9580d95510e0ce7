package stampede.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.results.Answers.Answer;
import stampede.results.Answers.Case;

class SloOutputsTest {
  @TempDir
  Path dir;

  private static Summary summary(Verdict verdict, List<Slo.Result> slos) {
    return new Summary(
        verdict,
        verdict == Verdict.VALID ? List.of() : List.of("a | reason"),
        new Summary.Requests(10L, 10, 0, 0, 0, 0, 0, 0),
        List.of(),
        List.of(),
        new Summary.Finish(null, null),
        slos,
        null,
        null,
        null,
        0,
        List.of(),
        null);
  }

  private static final List<Slo.Result> SLOS = List.of(
      new Slo.Result("load.p99<5ms", Slo.Answer.PASS, 1_000_000L),
      new Slo.Result("load.p99.99<5ms", Slo.Answer.UNKNOWN, null),
      new Slo.Result("store.p99<5ms", Slo.Answer.FAIL, 6_000_000L));

  private static List<Answer> answers(Verdict verdict) {
    return SloOutputs.answers(summary(verdict, SLOS)).cases().stream()
        .map(Case::answer)
        .toList();
  }

  @Test
  void aCaseForEachObjectiveAndOneForTheVerdict() {
    List<Answer> slos = List.of(Answer.PASSED, Answer.SKIPPED, Answer.FAILED);
    assertEquals(slos, answers(Verdict.VALID).subList(0, 3));
    assertEquals(Answer.PASSED, answers(Verdict.VALID).get(3));
    assertEquals(Answer.SKIPPED, answers(Verdict.SUSPECT).get(3));
    assertEquals(
        List.of(Answer.SKIPPED, Answer.SKIPPED, Answer.FAILED, Answer.ERROR),
        answers(Verdict.INVALID));
    String xml = JunitXml.of(SloOutputs.answers(summary(Verdict.INVALID, SLOS)));
    assertTrue(xml.contains("name=\"store.p99&lt;5ms\""), xml);
    assertTrue(xml.contains("<skipped message=\"of an INVALID run: pass: 1 ms\"/>"), xml);
    assertTrue(xml.contains("<failure message=\"of an INVALID run: fail: 6 ms\""), xml);
    assertTrue(xml.contains("<error message=\"INVALID: a | reason\" type=\"INVALID\"/>"), xml);
  }

  @Test
  void whatIsMissedComesFirst() {
    assertEquals("""
        ### SUSPECT: 1 of 3 objectives met

        | objective | answer | value |
        |:---|:---|---:|
        | store.p99&lt;5ms | fail | 6 ms |
        | load.p99.99&lt;5ms | unknown | - |
        | load.p99&lt;5ms | pass | 1 ms |

        - requests: 10 planned = 10 completed + 0 failed + 0 timeout + 0 expired + 0 shed + 0 open + 0 unsent
        - a \\| reason
        """, SloOutputs.markdown(summary(Verdict.SUSPECT, SLOS)));
  }

  @Test
  void aRunWithoutObjectivesHasNeitherFile() throws IOException {
    SloOutputs.write(dir, summary(Verdict.VALID, List.of()));
    try (var files = Files.list(dir)) {
      assertFalse(files.findAny().isPresent());
    }
  }
}
