package stampede.results.gate;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import stampede.results.AtomicFile;
import stampede.results.JunitXml;
import stampede.results.MarkdownSummary;

/** The files that a verdict is told by. */
public final class CheckOutputs {
  static final String JUNIT = "verdict.junit.xml";

  /** The name of the page in the folder. */
  public static final String REPORT = "report.html";

  private CheckOutputs() {}

  /**
   * Writes {@code verdict.json}, {@code verdict.junit.xml}, {@code summary.md} and {@code report.html}
   * into {@code dir}, which is there. Of the same verdict the same bytes.
   *
   * @throws UncheckedIOException where one cannot be written
   */
  public static void write(Path dir, GateVerdict verdict) {
    AtomicFile.write(dir.resolve(GateVerdict.FILE), verdict.toJson());
    AtomicFile.write(dir.resolve(JUNIT), JunitXml.of(CheckCases.of(verdict)));
    AtomicFile.write(dir.resolve(MarkdownSummary.FILE), markdown(verdict));
    AtomicFile.write(dir.resolve(REPORT), CheckPage.html(verdict));
  }

  /** The text of {@code summary.md}. */
  static String markdown(GateVerdict verdict) {
    List<List<String>> rows =
        CheckTable.worstFirst(verdict).stream().map(CheckTable::row).toList();
    return MarkdownSummary.of(
        verdict.sentence(),
        CheckTable.HEADER,
        rows,
        CheckTable.WORDS,
        Stream.concat(CheckTable.notes(verdict).stream(), CheckTable.moreReasons(verdict).stream())
            .toList());
  }
}
