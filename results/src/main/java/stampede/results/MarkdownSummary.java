package stampede.results;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** A verdict with its table, for the summary page of a CI job. Markdown as GitHub reads it. */
public final class MarkdownSummary {
  /** The file in a folder. */
  public static final String FILE = "summary.md";

  /** The most bytes of what may be cut; GitHub refuses a summary of more than 1 MiB a step. */
  static final int BYTES_MAX = 64 << 10;

  private static final int CHARS_MAX = 400;
  private static final int NOTES_MAX = 10;
  private static final int ROOM_BYTES = 60;
  private static final String SPECIAL = "\\`*_[]#|~$";

  private MarkdownSummary() {}

  /**
   * The sentence, the table, the notes. The sentence is whole, whatever its length. Of the others what is
   * too long is cut, and rows that have no room are left out from the end; both say how much.
   *
   * @param words how many of the first columns are words
   */
  public static String of(
      String sentence,
      List<String> header,
      List<List<String>> rows,
      int words,
      List<String> notes) {
    return of(sentence, header, rows, words, notes, BYTES_MAX);
  }

  static String of(
      String sentence,
      List<String> header,
      List<List<String>> rows,
      int words,
      List<String> notes,
      int bytesMax) {
    String head = "### " + escape(sentence) + "\n\n";
    String foot = notes.stream()
            .limit(NOTES_MAX)
            .map(note -> "- " + escape(cut(note, CHARS_MAX)) + "\n")
            .collect(Collectors.joining())
        + (notes.size() > NOTES_MAX ? "- and " + (notes.size() - NOTES_MAX) + " more\n" : "");
    var table = new StringBuilder();
    if (!rows.isEmpty()) {
      table.append(row(header)).append(rule(header.size(), words));
    }
    int left = bytesMax - bytes(head) - bytes(foot) - bytes(table.toString()) - ROOM_BYTES;
    int shown = 0;
    for (List<String> cells : rows) {
      String row = row(cells);
      left -= bytes(row);
      if (left < 0) {
        table.append("\n").append(rows.size() - shown).append(" more rows have no room here.\n");
        break;
      }
      table.append(row);
      shown++;
    }
    return head + table + (rows.isEmpty() ? "" : "\n") + foot;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String rule(int columns, int words) {
    return "|" + ":---|".repeat(words) + "---:|".repeat(columns - words) + "\n";
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(cell -> escape(cut(cell, CHARS_MAX)))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String cut(String text, int charsMax) {
    return text.length() <= charsMax
        ? text
        : text.substring(0, charsMax) + " (" + (text.length() - charsMax) + " more characters)";
  }

  /** On one line, with nothing in it that Markdown, HTML or a mention of somebody is read from. */
  static String escape(String text) {
    var markdown = new StringBuilder();
    text.codePoints().forEach(point -> {
      if (Character.isISOControl(point)) {
        markdown.append(' ');
      } else if (SPECIAL.indexOf(point) >= 0) {
        markdown.append('\\').appendCodePoint(point);
      } else {
        switch (point) {
          case '&' -> markdown.append("&amp;");
          case '<' -> markdown.append("&lt;");
          case '>' -> markdown.append("&gt;");
          case '@' -> markdown.append("@<!-- -->");
          default -> markdown.appendCodePoint(point);
        }
      }
    });
    return markdown.toString();
  }
}
