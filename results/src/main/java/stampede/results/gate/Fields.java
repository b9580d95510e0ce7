package stampede.results.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stampede.store.BadInputException;

/**
 * The fields of a JSON object that a user wrote: each is what it is expected to be, or named in what is
 * said against it.
 */
record Fields(String place, ObjectNode tree) {
  /** Refuses every field that is not among {@code names}. */
  void allow(String... names) {
    Set<String> known = Set.of(names);
    for (Iterator<String> all = tree.fieldNames(); all.hasNext(); ) {
      String name = all.next();
      if (!known.contains(name)) {
        throw bad(name, "not known", "one of " + String.join(", ", names));
      }
    }
  }

  BadInputException bad(String name, String value, String expected) {
    return new BadInputException(place + ": " + name, value, expected);
  }

  /** A text; where it is left out the default, which is null where it may not be. */
  String text(String name, @Nullable String defaultText) {
    String text = optional(name);
    if (text != null) {
      return text;
    }
    if (defaultText == null) {
      throw bad(name, "not given", "a text");
    }
    return defaultText;
  }

  @Nullable
  String optional(String name) {
    JsonNode node = tree.get(name);
    if (node == null || node.isNull()) {
      return null;
    }
    if (!node.isTextual() || node.textValue().isBlank() || node.textValue().length() > 500) {
      throw bad(name, node.toString(), "a text of at most 500 characters");
    }
    return node.textValue();
  }

  double decimal(String name, double defaultValue, double min, double max) {
    JsonNode node = tree.get(name);
    if (node == null) {
      return defaultValue;
    }
    if (!node.isNumber() || !(node.doubleValue() >= min && node.doubleValue() <= max)) {
      throw bad(name, node.toString(), "a number from " + min + " to " + max);
    }
    return node.doubleValue();
  }

  int integer(String name, int defaultValue, int min, int max) {
    return (int) integer(name, defaultValue, min, (long) max);
  }

  long integer(String name, long defaultValue, long min, long max) {
    JsonNode node = tree.get(name);
    if (node == null) {
      return defaultValue;
    }
    if (!node.canConvertToLong()
        || !node.isIntegralNumber()
        || node.longValue() < min
        || node.longValue() > max) {
      throw bad(name, node.toString(), "a whole number from " + min + " to " + max);
    }
    return node.longValue();
  }

  boolean flag(String name, boolean defaultValue) {
    JsonNode node = tree.get(name);
    if (node == null) {
      return defaultValue;
    }
    if (!node.isBoolean()) {
      throw bad(name, node.toString(), "true or false");
    }
    return node.booleanValue();
  }

  List<Integer> integers(String name, List<Integer> defaultValue) {
    JsonNode node = tree.get(name);
    if (node == null) {
      return defaultValue;
    }
    List<Integer> values = new ArrayList<>();
    for (JsonNode element : node) {
      if (!element.isInt()) {
        throw bad(name, element.toString(), "a whole number");
      }
      values.add(element.intValue());
    }
    if (!node.isArray() || values.isEmpty()) {
      throw bad(name, node.toString(), "a list of whole numbers");
    }
    return values;
  }

  /** The objects of a list; none where it is left out. */
  List<Fields> list(String name) {
    JsonNode node = tree.get(name);
    List<Fields> entries = new ArrayList<>();
    if (node == null) {
      return entries;
    }
    if (!node.isArray()) {
      throw bad(name, node.toString(), "a list");
    }
    for (JsonNode element : node) {
      if (!(element instanceof ObjectNode entry)) {
        throw bad(name, element.toString(), "a list of objects");
      }
      entries.add(new Fields(place + ": " + name + "[" + entries.size() + "]", entry));
    }
    return entries;
  }

  <T extends Enum<T>> T oneOf(String name, String word, Class<T> type) {
    T[] all = type.getEnumConstants();
    for (T one : all) {
      if (one.name().toLowerCase(Locale.ROOT).equals(word)) {
        return one;
      }
    }
    throw bad(
        name,
        word,
        "one of "
            + Stream.of(all)
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
  }
}
