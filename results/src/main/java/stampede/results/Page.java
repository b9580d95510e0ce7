package stampede.results;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of HTML files that need nothing else: no network, no file beside them. */
public final class Page {
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";
  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

  private Page() {}

  /** The template with its places filled; nothing in a part is a place. */
  public static String fill(String template, Map<String, String> parts) {
    Matcher places = PLACE.matcher(resource(template));
    return places.replaceAll(place ->
        Matcher.quoteReplacement(Objects.requireNonNull(parts.get(place.group(1)), place.group())));
  }

  /** The style of every page. */
  public static String style() {
    return resource(UPLOT + "dist/uPlot.min.css") + resource("report.css");
  }

  /** The charts' library, what the pages share, and the script {@code name} that uses both. */
  public static String script(String name) {
    return "/*\n" + resource(UPLOT + "LICENSE") + "*/\n"
        + resource(UPLOT + "dist/uPlot.iife.min.js") + "\n" + resource("charts.js")
        + resource(name);
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
