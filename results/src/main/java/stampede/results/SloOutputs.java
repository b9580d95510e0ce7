package stampede.results;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import stampede.results.Answers.Answer;
import stampede.results.Answers.Case;

/** The files by which a CI system is told of a run's objectives. */
final class SloOutputs {
  static final String JUNIT = "slo.junit.xml";
  private static final String SUITE = "stampede.run";

  private SloOutputs() {}

  /**
   * Writes {@code slo.junit.xml} and {@code summary.md} into the run's folder, where it has objectives.
   *
   * @throws UncheckedIOException where one cannot be written
   */
  static void write(Path dir, Summary summary) {
    if (!summary.slo().isEmpty()) {
      AtomicFile.write(dir.resolve(JUNIT), JunitXml.of(answers(summary)));
      AtomicFile.write(dir.resolve(MarkdownSummary.FILE), markdown(summary));
    }
  }

  /**
   * A case for each objective, and one for the verdict. Of an invalid run nothing passes: an objective
   * that its figures would meet is skipped.
   */
  static Answers answers(Summary summary) {
    List<Case> cases = new ArrayList<>();
    summary.slo().forEach(slo -> cases.add(of(slo, summary.verdict())));
    Answer answer = switch (summary.verdict()) {
      case VALID -> Answer.PASSED;
      case SUSPECT -> Answer.SKIPPED;
      case INVALID -> Answer.ERROR;
    };
    String message = summary.verdict() + ": " + String.join("; ", summary.reasons());
    cases.add(new Case(SUITE, "verdict", answer, summary.verdict().toString(), message, Map.of()));
    return new Answers(SUITE, 0, cases);
  }

  private static Case of(Slo.Result slo, Verdict run) {
    Answer answer = switch (slo.verdict()) {
      case PASS -> run == Verdict.INVALID ? Answer.SKIPPED : Answer.PASSED;
      case FAIL -> Answer.FAILED;
      case UNKNOWN -> Answer.SKIPPED;
    };
    Long nanos = slo.valueNanos();
    return new Case(
        SUITE + ".slo",
        slo.text(),
        answer,
        slo.verdict().word(),
        (run == Verdict.INVALID ? "of an INVALID run: " : "") + slo.verdict().word() + ": "
            + value(slo),
        nanos == null ? Map.of() : Map.of("valueNanos", nanos.toString()));
  }

  private static String value(Slo.Result slo) {
    Long nanos = slo.valueNanos();
    return nanos == null ? "-" : Units.nanos(nanos);
  }

  /** The text of {@code summary.md}: the objectives, those first that are not met. */
  static String markdown(Summary summary) {
    List<Slo.Result> slos = summary.slo();
    long met = slos.stream().filter(slo -> slo.verdict() == Slo.Answer.PASS).count();
    List<List<String>> rows = Stream.of(Slo.Answer.FAIL, Slo.Answer.UNKNOWN, Slo.Answer.PASS)
        .flatMap(answer -> slos.stream().filter(slo -> slo.verdict() == answer))
        .map(slo -> List.of(slo.text(), slo.verdict().word(), value(slo)))
        .toList();
    return MarkdownSummary.of(
        summary.verdict() + ": " + met + " of " + slos.size() + " objectives met",
        List.of("objective", "answer", "value"),
        rows,
        2,
        Stream.concat(
                Stream.of(SummaryText.accounts(summary.requests())), summary.reasons().stream())
            .toList());
  }
}
