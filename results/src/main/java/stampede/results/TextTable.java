package stampede.results;

import java.util.ArrayList;
import java.util.List;

/** Aligns cells in columns: words to the left, figures to the right. */
public final class TextTable {
  private TextTable() {}

  /** Lines without trailing spaces, each with its end. */
  public static String of(List<String> header, List<List<String>> rows, int words) {
    List<List<String>> all = new ArrayList<>();
    all.add(header);
    all.addAll(rows);
    var text = new StringBuilder();
    for (List<String> row : all) {
      var line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String pad = " ".repeat(width(all, column) - row.get(column).length());
        line.append(column == 0 ? "" : "  ")
            .append(column < words ? row.get(column) + pad : pad + row.get(column));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
