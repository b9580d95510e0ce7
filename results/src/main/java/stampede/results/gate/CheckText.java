package stampede.results.gate;

import java.nio.file.Path;
import java.util.List;
import stampede.results.TextTable;

/** A verdict on a terminal. */
public final class CheckText {
  private CheckText() {}

  /** The sentence, then the other reasons, the table, what it rests on, and where its files are. */
  public static String of(GateVerdict verdict, Path dir) {
    var text = new StringBuilder(line(verdict.sentence()));
    CheckTable.moreReasons(verdict).forEach(reason -> text.append("  ").append(line(reason)));
    text.append('\n');
    List<List<String>> rows = CheckTable.rows(verdict).stream()
        .map(row -> row.stream().map(CheckText::plain).toList())
        .toList();
    if (!rows.isEmpty()) {
      text.append(TextTable.of(CheckTable.HEADER, rows, CheckTable.WORDS))
          .append(CheckTable.FOOTNOTE.replace(". ", ".\n"))
          .append("\n\n");
    }
    CheckTable.notes(verdict).forEach(note -> text.append(line(note)));
    return text.append(line("report: " + dir.resolve(CheckOutputs.REPORT))).toString();
  }

  private static String line(String text) {
    return plain(text) + "\n";
  }

  /** Nothing in a text that was read from a file moves a terminal's cursor or commands a runner. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cc}", " ").replace("##[", "# #[").replaceAll("^( *):(?=:)", "$1: ");
  }
}
