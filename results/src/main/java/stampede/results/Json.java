package stampede.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stampede.store.BadInputException;

/** How records become JSON and come back. Unknown fields are skipped: later versions add some. */
public final class Json {
  /** Of a file; the verdict of the largest rule takes some 4 MiB. */
  private static final int BYTES_MAX = 8 << 20;

  private static final ObjectMapper MAPPER = JsonMapper.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(SerializationFeature.INDENT_OUTPUT)
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .addModule(new SimpleModule()
          .addSerializer(Instant.class, ToStringSerializer.instance)
          .addDeserializer(Instant.class, new Instants())
          .addSerializer(Distribution.class, new DistributionJson.Writer())
          .addDeserializer(Distribution.class, new DistributionJson.Reader()))
      .build();

  private Json() {}

  /** A record as a tree. */
  public static ObjectNode tree(Record value) {
    return MAPPER.valueToTree(value);
  }

  static Map<String, Long> longs(Record counters) {
    return MAPPER.convertValue(counters, new TypeReference<Map<String, Long>>() {});
  }

  /** A tree as the text of a file. */
  public static String text(JsonNode tree) {
    return tree.toPrettyString() + "\n";
  }

  /** A record as the text of a file. */
  public static String text(Record value) {
    return text(tree(value));
  }

  /** A value on one line. */
  public static String compact(Object value) {
    try {
      return MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("has no JSON form: " + value.getClass(), e);
    }
  }

  /**
   * Parses a file that holds one JSON object.
   *
   * @return null where there is no such file
   * @throws BadInputException where it holds something else, a key twice, or more than 8 MiB, or
   *     cannot be read
   */
  public static @Nullable ObjectNode read(Path file) {
    byte[] bytes = BoundedFile.read(file, BYTES_MAX, "one JSON object");
    if (bytes == null) {
      return null;
    }
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return parse(file, text.toString());
    } catch (CharacterCodingException e) {
      throw damaged(file, e);
    }
  }

  /**
   * Parses what a file held: one JSON object.
   *
   * @throws BadInputException where it is something else
   */
  public static ObjectNode parse(Path file, String text) {
    try {
      JsonNode tree = MAPPER.readTree(text);
      if (tree instanceof ObjectNode object) {
        return object;
      }
      throw new BadInputException(file.toString(), tree.toString(), "one JSON object");
    } catch (JsonProcessingException e) {
      throw damaged(file, e);
    }
  }

  /**
   * Looks at the field {@code formatVersion}, before a file of a later format is taken for a damaged one.
   *
   * @throws BadInputException where it is no whole number
   * @throws IncompatibleRunException where it is another than {@code expected}
   */
  static void requireFormat(Path file, ObjectNode tree, int expected) {
    JsonNode version = tree.path("formatVersion");
    if (!version.isInt()) {
      throw new BadInputException(file + ": formatVersion", version.toString(), "a whole number");
    }
    if (version.intValue() != expected) {
      throw new IncompatibleRunException(file, version.intValue(), expected);
    }
  }

  /**
   * Turns a parsed file into its record.
   *
   * @throws BadInputException where a field is missing or of another kind
   */
  public static <T> T convert(Path file, ObjectNode tree, Class<T> type) {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw damaged(file, e);
    }
  }

  private static BadInputException damaged(Path file, IOException e) {
    String problem =
        e instanceof JsonProcessingException json ? json.getOriginalMessage() : "not UTF-8";
    return new BadInputException(
        file.toString(), problem, "JSON with each field once, of its kind");
  }

  private static final class Instants extends FromStringDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    Instants() {
      super(Instant.class);
    }

    @Override
    protected Instant _deserialize(String text, DeserializationContext context) throws IOException {
      try {
        return Instant.parse(text);
      } catch (DateTimeException e) {
        return (Instant) context.handleWeirdStringValue(Instant.class, text, "not an instant");
      }
    }
  }
}
