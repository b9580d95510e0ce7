package stampede.results.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import stampede.store.SplitMix;

/** Puts values into JSON that no writer of ours would. */
final class HostileJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private HostileJson() {}

  static int below(SplitMix random, int bound) {
    return (int) Math.floorMod(random.next(), (long) bound);
  }

  static <T> T oneOf(SplitMix random, List<T> all) {
    return all.get(below(random, all.size()));
  }

  /** Replaces or removes a node, or adds one, anywhere in a tree. */
  static String damage(ObjectNode tree, SplitMix random) {
    List<ContainerNode<?>> containers = new ArrayList<>();
    collect(tree, containers);
    ContainerNode<?> place = oneOf(random, containers);
    JsonNode value = value(random);
    if (place instanceof ArrayNode array) {
      int index = below(random, array.size() + 1);
      if (index == array.size()) {
        array.add(value);
        return "adds " + shown(value);
      }
      array.set(index, value);
      return "sets [" + index + "] to " + shown(value);
    }
    ObjectNode object = (ObjectNode) place;
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    names.add("new");
    String name = oneOf(random, names);
    if (below(random, 4) == 0) {
      object.remove(name);
      return "removes " + name;
    }
    object.set(name, value);
    return "sets " + name + " to " + shown(value);
  }

  private static void collect(JsonNode node, List<ContainerNode<?>> containers) {
    if (node instanceof ContainerNode<?> container) {
      containers.add(container);
      node.forEach(child -> collect(child, containers));
    }
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() < 80 ? text : text.substring(0, 80) + "...";
  }

  static JsonNode value(SplitMix random) {
    return switch (below(random, 16)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.numberNode(-1);
      case 2 -> NODES.numberNode(0);
      case 3 -> NODES.numberNode(Long.MAX_VALUE);
      case 4 -> NODES.numberNode(Long.MIN_VALUE);
      case 5 -> NODES.numberNode(1e308);
      case 6 -> NODES.textNode("NaN");
      case 7 -> NODES.textNode("-Infinity");
      case 8 -> NODES.textNode("");
      case 9 -> NODES.textNode("\u0000\r\n<b>\ud800|");
      case 10 -> NODES.textNode("x".repeat(5_000));
      case 11 -> NODES.arrayNode();
      case 12 -> NODES.objectNode();
      case 13 -> NODES.booleanNode(true);
      case 14 -> NODES.numberNode(new BigInteger("9".repeat(300)));
      default -> deep(900);
    };
  }

  private static JsonNode deep(int levels) {
    JsonNode node = NODES.numberNode(1);
    for (int level = 0; level < levels; level++) {
      ArrayNode around = NODES.arrayNode();
      around.add(node);
      node = around;
    }
    return node;
  }
}
