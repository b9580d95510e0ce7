package stampede.results;

import java.util.Locale;
import stampede.results.Answers.Answer;
import stampede.results.Answers.Case;

/**
 * Answers as the XML that JUnit's runners write and CI systems read: one {@code testsuite}, a {@code
 * testcase} each, its figures as {@code properties}.
 */
public final class JunitXml {
  private JunitXml() {}

  /** The whole document. */
  public static String of(Answers answers) {
    var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    String counts = attribute("name", answers.suite())
        + attribute("tests", String.valueOf(answers.cases().size()))
        + attribute("failures", String.valueOf(answers.count(Answer.FAILED)))
        + attribute("errors", String.valueOf(answers.count(Answer.ERROR)))
        + attribute("skipped", String.valueOf(answers.count(Answer.SKIPPED)))
        + attribute("time", String.format(Locale.ROOT, "%.3f", answers.seconds()));
    xml.append("<testsuites>\n  <testsuite").append(counts).append(">\n");
    answers.cases().forEach(one -> append(xml, one));
    return xml.append("  </testsuite>\n</testsuites>\n").toString();
  }

  private static void append(StringBuilder xml, Case one) {
    xml.append("    <testcase")
        .append(attribute("classname", one.group()))
        .append(attribute("name", one.name()))
        .append(attribute("time", "0"))
        .append(">\n");
    if (!one.figures().isEmpty()) {
      xml.append("      <properties>\n");
      one.figures()
          .forEach((name, value) -> xml.append("        <property")
              .append(attribute("name", name))
              .append(attribute("value", value))
              .append("/>\n"));
      xml.append("      </properties>\n");
    }
    String message = attribute("message", one.message());
    String type = attribute("type", one.type());
    xml.append(
        switch (one.answer()) {
          case PASSED -> "";
          case SKIPPED -> "      <skipped" + message + "/>\n";
          case FAILED -> "      <failure" + message + type + "/>\n";
          case ERROR -> "      <error" + message + type + "/>\n";
        });
    xml.append("    </testcase>\n");
  }

  private static String attribute(String name, String value) {
    return " " + name + "=\"" + escape(value) + "\"";
  }

  /** With nothing in it that XML 1.0 reads as markup or forbids; a parser gives the rest back. */
  static String escape(String text) {
    var xml = new StringBuilder();
    text.codePoints().forEach(point -> {
      switch (point) {
        case '&' -> xml.append("&amp;");
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        case '"' -> xml.append("&quot;");
        case '\t', '\n', '\r' -> xml.append("&#").append(point).append(';');
        default -> xml.appendCodePoint(allowed(point) ? point : '\uFFFD');
      }
    });
    return xml.toString();
  }

  private static boolean allowed(int point) {
    return (point >= ' ' && point < 0xD800) || (point > 0xDFFF && point < 0xFFFE) || point > 0xFFFF;
  }
}
