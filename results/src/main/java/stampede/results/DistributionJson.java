package stampede.results;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;

/** A distribution as one flat object with a field for each percentile. */
final class DistributionJson {
  private DistributionJson() {}

  static final class Writer extends StdSerializer<Distribution> {
    private static final long serialVersionUID = 1L;

    Writer() {
      super(Distribution.class);
    }

    @Override
    public void serialize(Distribution of, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      Timings timings = of.timings();
      json.writeStartObject();
      json.writeStringField("clock", of.clock().word());
      json.writeStringField("operation", of.operation().word());
      if (of.outcome() != null) {
        json.writeStringField("outcome", of.outcome().word());
      }
      json.writeNumberField("count", timings.count());
      json.writeNumberField("aboveAll", timings.aboveAll());
      json.writeObjectField("meanNanos", timings.meanNanos());
      json.writeObjectField("minNanos", timings.minNanos());
      for (Percentile percentile : Percentile.values()) {
        json.writeObjectField(percentile.field(), timings.at(percentile));
      }
      json.writeObjectField("maxNanos", timings.maxNanos());
      json.writeObjectField("atLeast", timings.atLeast());
      json.writeBooleanField("atFloor", of.atFloor());
      json.writeObjectFieldStart("bounds");
      for (Percentile percentile : Percentile.values()) {
        Timings.Bounds bounds = timings.bounds().get(percentile);
        if (bounds != null) {
          json.writeObjectField(percentile.word(), bounds);
        }
      }
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  static final class Reader extends StdDeserializer<Distribution> {
    private static final long serialVersionUID = 1L;

    Reader() {
      super(Distribution.class);
    }

    @Override
    public Distribution deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      JsonNode tree = context.readTree(parser);
      Map<Percentile, Long> percentiles = new EnumMap<>(Percentile.class);
      for (Percentile percentile : Percentile.values()) {
        Long value = nanos(tree, percentile.field());
        if (value != null) {
          percentiles.put(percentile, value);
        }
      }
      List<String> atLeast = new ArrayList<>();
      tree.path("atLeast").forEach(name -> atLeast.add(name.asText()));
      try {
        return new Distribution(
            Clock.valueOf(word(tree, "clock")),
            Operation.valueOf(word(tree, "operation")),
            tree.has("outcome") ? Outcome.valueOf(word(tree, "outcome")) : null,
            new Timings(
                tree.path("count").asLong(),
                tree.path("aboveAll").asLong(),
                nanos(tree, "meanNanos"),
                nanos(tree, "minNanos"),
                percentiles,
                nanos(tree, "maxNanos"),
                atLeast,
                bounds(tree.path("bounds"))),
            tree.path("atFloor").asBoolean());
      } catch (IllegalArgumentException e) {
        return (Distribution)
            context.handleWeirdStringValue(Distribution.class, tree.toString(), "no such series");
      }
    }

    private static Map<Percentile, Timings.Bounds> bounds(JsonNode tree) {
      Map<Percentile, Timings.Bounds> bounds = new EnumMap<>(Percentile.class);
      for (Percentile percentile : Percentile.values()) {
        JsonNode of = tree.path(percentile.word());
        if (of.isObject()) {
          bounds.put(
              percentile,
              new Timings.Bounds(
                  of.path("effectiveCount").asLong(),
                  nanos(of, "lowNanos"),
                  nanos(of, "highNanos")));
        }
      }
      return bounds;
    }

    private static String word(JsonNode tree, String field) {
      return tree.path(field).asText().toUpperCase(Locale.ROOT);
    }

    private static @Nullable Long nanos(JsonNode tree, String field) {
      JsonNode value = tree.path(field);
      return value.isIntegralNumber() ? value.longValue() : null;
    }
  }
}
