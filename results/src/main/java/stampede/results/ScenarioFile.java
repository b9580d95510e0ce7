package stampede.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import stampede.store.BadInputException;

/**
 * Scenarios in YAML: one flat mapping of settings to scalars; {@code slo} may be a list. Values are
 * taken as they are written, whatever YAML would make of them: {@code 1e3} stays {@code 1e3}.
 */
public final class ScenarioFile {
  private static final Set<String> LISTS = Set.of("slo");
  private static final long BYTES_MAX = 1 << 20;
  private static final Pattern PROBLEM_LINE = Pattern.compile("line (\\d+), column");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\t]]");
  private static final YAMLFactory YAML = YAMLFactory.builder()
      .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
      .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
      .disable(YAMLGenerator.Feature.SPLIT_LINES)
      .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
      .build();

  /**
   * One setting.
   *
   * @param line where its value stands, from 1
   */
  public record Entry(String key, String value, int line) {}

  private final Path file;
  private final List<String> lines;
  private final Map<String, Integer> lineOfKey = new LinkedHashMap<>();
  private final List<Entry> entries = new ArrayList<>();

  private ScenarioFile(Path file, String text) {
    this.file = file;
    this.lines = text.lines().toList();
  }

  /**
   * The settings of a file in order; an element of a list is an entry of its own.
   *
   * @throws BadInputException where the file is missing or is no such mapping; its field is {@code
   *     file:line: key}
   */
  public static List<Entry> read(Path file) {
    String text = text(file);
    var scenario = new ScenarioFile(file, text);
    scenario.refuseControls();
    try (YAMLParser parser = YAML.createParser(text)) {
      scenario.parse(parser);
    } catch (JsonProcessingException e) {
      throw scenario.broken(e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
    }
    return List.copyOf(scenario.entries);
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > BYTES_MAX) {
        throw new BadInputException(
            file.toString(), Files.size(file) + " bytes", "a scenario of at most 1 MiB");
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new BadInputException(file.toString(), "no such file", "a scenario in YAML");
    } catch (CharacterCodingException e) {
      throw new BadInputException(file.toString(), "not UTF-8", "a scenario in YAML");
    } catch (IOException e) {
      throw new BadInputException(
          file.toString(), "cannot be read: " + e.getMessage(), "a scenario in YAML");
    }
  }

  /** The YAML reader refuses them too, without saying where. */
  private void refuseControls() {
    for (int i = 0; i < lines.size(); i++) {
      if (CONTROL.matcher(lines.get(i)).find()) {
        throw refused(i + 1, "", lines.get(i), "YAML (control characters are not allowed)");
      }
    }
  }

  private void parse(YAMLParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return;
    }
    if (first != JsonToken.START_OBJECT) {
      throw refused(line(parser), "", shown(parser), "settings, as in rate: 1000");
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      setting(parser);
    }
    if (parser.nextToken() != null) {
      throw refused(line(parser), "", shown(parser), "one document");
    }
  }

  private void setting(YAMLParser parser) throws IOException {
    String key = parser.currentName();
    int line = line(parser);
    Integer before = lineOfKey.putIfAbsent(key, line);
    if (before != null) {
      throw refused(line, key, "given again", "each key once (first in line " + before + ")");
    }
    if (parser.nextToken() == JsonToken.START_ARRAY && LISTS.contains(key)) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        add(key, parser);
      }
    } else {
      add(key, parser);
    }
  }

  private void add(String key, YAMLParser parser) throws IOException {
    boolean scalar = parser.currentToken().isScalarValue() && !parser.isCurrentAlias();
    if (!scalar || parser.currentToken() == JsonToken.VALUE_NULL) {
      String expected = LISTS.contains(key) ? "a value, or a list of them" : "one value";
      throw refused(line(parser), key, shown(parser), expected);
    }
    entries.add(new Entry(key, parser.getText(), line(parser)));
  }

  private static int line(YAMLParser parser) {
    return Math.max(1, parser.currentTokenLocation().getLineNr());
  }

  private static String shown(YAMLParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return "a mapping";
    }
    if (token == JsonToken.START_ARRAY) {
      return "a list";
    }
    return parser.isCurrentAlias() ? "an alias" : parser.getText();
  }

  private BadInputException refused(int line, String key, String value, String expected) {
    String where = file + ":" + line + (key.isEmpty() ? "" : ": " + key);
    return new BadInputException(where, value.isEmpty() ? "no value" : value, expected);
  }

  /** The exception's own location is that of the token before; its message has the problem's. */
  private BadInputException broken(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    int line = 1;
    for (Matcher at = PROBLEM_LINE.matcher(message); at.find(); ) {
      line = Integer.parseInt(at.group(1));
    }
    String problem = message
        .lines()
        .filter(part -> !part.startsWith(" ") && !part.startsWith("in "))
        .reduce("not YAML", (before, part) -> part);
    String shown = line <= lines.size() ? lines.get(line - 1).strip() : "end of the file";
    return refused(line, "", shown, "YAML (" + problem + ")");
  }

  /**
   * The settings as a file; lists, which the map holds joined by commas, become lists. {@link
   * #read} finds the same keys and values in it.
   */
  public static String format(Map<String, String> settings) {
    var text = new StringWriter();
    try (YAMLGenerator yaml = YAML.createGenerator(text)) {
      yaml.writeStartObject();
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        yaml.writeFieldName(setting.getKey());
        if (LISTS.contains(setting.getKey())) {
          yaml.writeStartArray();
          for (String value : setting.getValue().split(",", -1)) {
            yaml.writeString(value);
          }
          yaml.writeEndArray();
        } else {
          yaml.writeString(setting.getValue());
        }
      }
      yaml.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("settings have no YAML form: " + e.getMessage(), e);
    }
    return text.toString();
  }
}
