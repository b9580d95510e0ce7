package stampede.results;

import java.util.List;
import java.util.stream.Collectors;

/** Text as HTML. */
public final class Html {
  private Html() {}

  /** With nothing in it that means something to a browser. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** JSON that stands in a script element: nothing in it ends the element or a line. */
  public static String scriptJson(String json) {
    return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
  }

  /** A table whose first {@code words} columns are words and the others figures. */
  public static String table(List<String> header, List<List<String>> rows, int words) {
    return "<div class=\"scroll\"><table><thead>" + row("th", header, words) + "</thead>\n<tbody>\n"
        + rows.stream().map(row -> row("td", row, words)).collect(Collectors.joining("\n"))
        + "</tbody></table></div>";
  }

  private static String row(String element, List<String> cells, int words) {
    var html = new StringBuilder("<tr>");
    for (int column = 0; column < cells.size(); column++) {
      html.append('<')
          .append(element)
          .append(column < words ? ">" : " class=\"figure\">")
          .append(escape(cells.get(column)))
          .append("</")
          .append(element)
          .append('>');
    }
    return html.append("</tr>").toString();
  }
}
