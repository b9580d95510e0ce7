package stampede.results.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static stampede.results.gate.HostileJson.below;
import static stampede.results.gate.HostileJson.oneOf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.instrument.Clock;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.results.Json;
import stampede.results.JunitXml;
import stampede.store.BadInputException;
import stampede.store.SplitMix;
import stampede.testkit.LongRun;

/** Folders that were damaged by accident or by intent: none is OK, and none does harm. */
class JudgeFuzzTest {
  private static final int PAIRS = 9;
  private static final long SEED = 20_260_921;
  private static final String CHECK = "check.json";

  private static final GateSettings RULE = new GateSettings(
      List.of(Check.of(Clock.SERVICE, Operation.LOAD, Outcome.HIT, Stat.P50)),
      0.2,
      List.of(PAIRS),
      7,
      1_000_000_000L,
      GateSettings.Policy.FAIL,
      List.of());

  @TempDir
  Path temporary;

  private Path dir;
  private final Map<String, byte[]> intact = new TreeMap<>();

  private void write() throws IOException {
    dir = temporary.resolve("check");
    new CheckFixture(RULE, 60).write(dir, PAIRS, 0);
    try (var files = Files.walk(dir)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        intact.put(dir.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    assertEquals(1 + PAIRS, intact.size());
    assertEquals(GateResult.OK, Judge.of(new CheckFolder(dir)).verdict().verdict());
  }

  /** Leaves nothing but the intact files. */
  private void restore() throws IOException {
    try (var files = Files.list(dir.resolve("pairs"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    for (Map.Entry<String, byte[]> file : intact.entrySet()) {
      Path path = dir.resolve(file.getKey());
      if (Files.isDirectory(path)) {
        Files.delete(path);
      }
      Files.write(path, file.getValue());
    }
  }

  private static String pair(int number) {
    return "pairs/first-000" + number + ".json";
  }

  private String anyFile(SplitMix random) {
    return oneOf(random, List.copyOf(intact.keySet()));
  }

  private byte[] bytes(String file) {
    return intact.get(file);
  }

  private void put(String file, byte[] bytes) throws IOException {
    Files.write(dir.resolve(file), bytes);
  }

  /** Judges and renders what is there; an exception of another kind is a failure. */
  private void judge(String damage, boolean mayBeJudged) {
    GateVerdict verdict;
    try {
      verdict = Judge.of(new CheckFolder(dir)).verdict();
    } catch (BadInputException e) {
      assertTrue(e.getMessage().length() < 1_000, damage);
      return;
    } catch (RuntimeException | Error e) {
      throw new AssertionError(damage, e);
    }
    if (!mayBeJudged) {
      assertEquals(GateResult.INVALID, verdict.verdict(), damage);
    }
    if (verdict.verdict() == GateResult.INVALID) {
      assertEquals(4, verdict.exitCode(), damage);
      assertTrue(JunitXml.of(CheckCases.of(verdict)).contains("<error"), damage);
      assertTrue(Annotations.of(verdict).get(0).startsWith("::error"), damage);
    }
    assertTrue(CheckText.of(verdict, dir).startsWith(verdict.verdict() + ": "), damage);
    assertTrue(CheckOutputs.markdown(verdict).startsWith("### " + verdict.verdict()), damage);
    assertTrue(verdict.toJson().length() < 1 << 20, damage);
    assertTrue(CheckPage.html(verdict).endsWith("</html>\n"), damage);
    assertTrue(!new CheckPlots(verdict).sections().isEmpty() || verdict.noise().isEmpty(), damage);
  }

  @Test
  void damagedFilesAreNeverJudgedOk() throws IOException {
    write();
    for (int run = 0; run < LongRun.pick(400, 20_000); run++) {
      String damage = "seed " + (SEED + run) + ": " + damageFiles(new SplitMix(SEED + run));
      judge(damage, false);
      restore();
    }
  }

  private String damageFiles(SplitMix random) throws IOException {
    String file = anyFile(random);
    Path path = dir.resolve(file);
    byte[] bytes = bytes(file).clone();
    int at = below(random, bytes.length);
    String place = file + " at " + at;
    switch (below(random, 11)) {
      case 0 -> {
        bytes[at] ^= (byte) (1 << below(random, 8));
        put(file, bytes);
        return "a bit of " + place;
      }
      case 1 -> {
        put(file, Arrays.copyOf(bytes, at));
        return "ends " + place;
      }
      case 2 -> {
        Files.delete(path);
        return "no " + file;
      }
      case 3 -> {
        int number = 1 + below(random, PAIRS);
        String name = oneOf(random, List.of("first-0010", "confirmation-0001", "a", "z"));
        put("pairs/" + name + ".json", bytes(pair(number)));
        return "pair " + number + " once more as " + name;
      }
      case 4 -> {
        int one = 1 + below(random, PAIRS);
        int other = 1 + (one + below(random, PAIRS - 1)) % PAIRS;
        put(pair(one), bytes(pair(other)));
        put(pair(other), bytes(pair(one)));
        return "pairs " + one + " and " + other + " exchanged";
      }
      case 5 -> {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n");
        List<String> texts = List.of(
            lines[1] + "\n" + lines[0] + "\n",
            lines[0] + "\n",
            lines[1] + "\n",
            lines[0] + "\n" + lines[0] + "\n",
            lines[0] + "\n" + lines[1] + "\n" + lines[1] + "\n",
            lines[0] + "\r\n" + lines[1] + "\r\n",
            "\n" + lines[0] + "\n" + lines[1] + "\n",
            lines[0] + "\n" + lines[1]);
        int which = below(random, texts.size());
        put(file, texts.get(which).getBytes(StandardCharsets.UTF_8));
        return "lines of " + file + " as of " + which;
      }
      case 6 -> {
        Files.delete(path);
        Files.createDirectory(path);
        return "a directory in place of " + file;
      }
      case 7 -> {
        put(file, new byte[below(random, 3) == 0 ? 0 : 2 << 20]);
        return "zeros in place of " + file;
      }
      case 8 -> {
        for (int i = at; i < Math.min(bytes.length, at + 16); i++) {
          bytes[i] = (byte) ~bytes[i];
        }
        put(file, bytes);
        return "sixteen bytes of " + place;
      }
      case 9 -> {
        String other = file.equals(CHECK) ? pair(1) : CHECK;
        put(file, bytes(other));
        return other + " in place of " + file;
      }
      default -> {
        String[] texts = {
          "", "null", "[]", "{", "{}", "\"x\"", "{\"formatVersion\":1}", "[".repeat(90_000)
        };
        int which = below(random, texts.length);
        seal(file, texts[which]);
        return "text " + which + " sealed in place of " + file;
      }
    }
  }

  private void seal(String file, String line) throws IOException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    put(file, (line + "\n" + CheckFolder.sha256(bytes) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private ObjectNode tree(String file) {
    String text = new String(bytes(file), StandardCharsets.UTF_8);
    return Json.parse(Path.of(file), text.substring(0, text.indexOf('\n')));
  }

  /** Changes of a pair's JSON, each of which makes the pair none of this check. */
  private static final Map<String, BiConsumer<ObjectNode, SplitMix>> OF_A_PAIR = Map.ofEntries(
      Map.entry("unit", (pair, random) -> series(pair, random).put("unit", "us")),
      Map.entry("no unit", (pair, random) -> series(pair, random).remove("unit")),
      Map.entry("empty", (pair, random) -> series(pair, random).put("count", 0)),
      Map.entry("fewer", (pair, random) -> series(pair, random).put("count", 59)),
      Map.entry("many", (pair, random) -> series(pair, random).put("count", Long.MAX_VALUE)),
      Map.entry("less than none", (pair, random) -> series(pair, random).put("count", -60)),
      Map.entry("no histogram", (pair, random) -> series(pair, random).putNull("histogram")),
      Map.entry("no Base64", (pair, random) -> series(pair, random).put("histogram", "%%")),
      Map.entry("short", (pair, random) -> series(pair, random).put("histogram", "AAAA")),
      Map.entry("no batch", (pair, random) -> series(pair, random).put("batchSize", 0)),
      Map.entry("clock", (pair, random) -> series(pair, random).put("granularityNanos", -1)),
      Map.entry("arm", (pair, random) -> series(pair, random).put("arm", "other")),
      Map.entry("tag", (pair, random) -> series(pair, random).put("series", "service.load.other")),
      Map.entry("no arm", (pair, random) -> series(pair, random).putNull("arm")),
      Map.entry("header", JudgeFuzzTest::hostileHeader),
      Map.entry("gone", (pair, random) -> pair.withArray("series").remove(below(random, 3))),
      Map.entry("twice", (pair, random) -> pair.withArray("series").add(series(pair, random))),
      Map.entry("none", (pair, random) -> pair.withArray("series").removeAll()),
      Map.entry("null", (pair, random) -> pair.withArray("series").addNull()),
      Map.entry("machine", (pair, random) -> environment(pair).put("cpu", "another")),
      Map.entry("cores", (pair, random) -> environment(pair).put("cores", 3)),
      Map.entry("no machine", (pair, random) -> pair.putNull("environment")),
      Map.entry("check", (pair, random) -> pair.put("checkId", "another")),
      Map.entry("no check", (pair, random) -> pair.remove("checkId")),
      Map.entry("format", (pair, random) -> pair.put("formatVersion", 2)),
      Map.entry("number", (pair, random) -> pair.put("number", -1)),
      Map.entry("no number", (pair, random) -> pair.remove("number")),
      Map.entry("batch", (pair, random) -> pair.put("batch", "confirmation")),
      Map.entry("other batch", (pair, random) -> pair.put("batch", "third")),
      Map.entry("NaN", (pair, random) -> pair.withObject("noise").put("load", "NaN")),
      Map.entry("no noise", (pair, random) -> pair.withObject("noise").putNull("load")));

  private static final Map<String, BiConsumer<ObjectNode, SplitMix>> OF_A_CHECK = Map.ofEntries(
      Map.entry("check", (check, random) -> check.put("checkId", "another")),
      Map.entry("format", (check, random) -> check.put("formatVersion", 0)),
      Map.entry("machine", (check, random) -> environment(check).put("jvm", "another")),
      Map.entry("no gate", (check, random) -> check.putNull("gate")),
      Map.entry("alpha", (check, random) -> check.withObject("gate").put("alpha", 0.5)),
      Map.entry("looks", (check, random) -> check.withObject("gate").putArray("looks")),
      Map.entry("rule", (check, random) -> check.withObject("gate").put("new", 1)),
      Map.entry("unended", (check, random) -> check.putNull("ended")),
      Map.entry("fewer", (check, random) -> ended(check).put("pairs", 4)),
      Map.entry("more", (check, random) -> ended(check).put("confirmationPairs", 7)),
      Map.entry("less than none", (check, random) -> ended(check).put("pairs", -5)),
      Map.entry("NaN", (check, random) -> ended(check).put("elapsedSeconds", "NaN")),
      Map.entry("problem", (check, random) -> ended(check).put("problem", "\u0000\r\n<b>")),
      Map.entry("no time", (check, random) -> check.put("startedAt", "yesterday")),
      Map.entry("no base", (check, random) -> check.putNull("base")),
      Map.entry("users", (check, random) -> check.put("concurrency", -1)),
      Map.entry("rate", (check, random) -> check.put("ratePerSecond", "Infinity")),
      Map.entry("setting", (check, random) -> check.withObject("settings").putNull("keys")));

  private static ObjectNode series(ObjectNode pair, SplitMix random) {
    return (ObjectNode) pair.get("series").get(below(random, pair.get("series").size()));
  }

  private static ObjectNode environment(ObjectNode tree) {
    return tree.withObject("environment");
  }

  private static ObjectNode ended(ObjectNode check) {
    return check.withObject("ended");
  }

  /** A histogram of another precision or range, or larger than it can be. */
  private static void hostileHeader(ObjectNode pair, SplitMix random) {
    inflated(series(pair, random), bytes -> {
      switch (below(random, 4)) {
        case 0 -> bytes.putInt(4, Integer.MAX_VALUE);
        case 1 -> bytes.putInt(12, 5);
        case 2 -> bytes.putLong(16, 1_000);
        default -> bytes.putLong(24, Long.MAX_VALUE);
      }
    });
  }

  /** Changes the bytes of a histogram and compresses them again. */
  private static void inflated(ObjectNode series, Consumer<ByteBuffer> change) {
    byte[] compressed = Base64.getDecoder().decode(series.get("histogram").textValue());
    byte[] bytes = new byte[1 << 20];
    var inflater = new Inflater();
    inflater.setInput(compressed, 8, compressed.length - 8);
    int length;
    try {
      length = inflater.inflate(bytes);
    } catch (DataFormatException e) {
      throw new AssertionError(e);
    } finally {
      inflater.end();
    }
    change.accept(ByteBuffer.wrap(bytes, 0, length));
    var deflater = new Deflater();
    deflater.setInput(bytes, 0, length);
    deflater.finish();
    byte[] again = new byte[length + 1_000];
    int size = deflater.deflate(again);
    deflater.end();
    var whole = ByteBuffer.allocate(8 + size);
    whole.put(compressed, 0, 4).putInt(size).put(again, 0, size);
    series.put("histogram", Base64.getEncoder().encodeToString(whole.array()));
  }

  @Test
  void sealedFilesOfAnotherMeaningAreInvalid() throws IOException {
    write();
    for (int run = 0; run < LongRun.pick(300, 15_000); run++) {
      var random = new SplitMix(SEED + run);
      boolean ofCheck = below(random, 3) == 0;
      String file = ofCheck ? CHECK : pair(1 + below(random, PAIRS));
      Map<String, BiConsumer<ObjectNode, SplitMix>> changes = ofCheck ? OF_A_CHECK : OF_A_PAIR;
      List<String> names = List.copyOf(new TreeMap<>(changes).keySet());
      String name = names.get(run % names.size());
      ObjectNode tree = tree(file);
      changes.get(name).accept(tree, random);
      seal(file, Json.compact(tree));
      judge("seed " + (SEED + run) + ": " + name + " of " + file, false);
      restore();
    }
  }

  /** What is anywhere in the JSON or in a histogram may keep a meaning: but it does no harm. */
  @Test
  void sealedFilesOfAnyContentAreJudgedOrRefused() throws IOException {
    write();
    for (int run = 0; run < LongRun.pick(300, 15_000); run++) {
      var random = new SplitMix(SEED + run);
      String file = anyFile(random);
      ObjectNode tree = tree(file);
      String damage;
      if (!file.equals(CHECK) && below(random, 3) == 0) {
        damage = "bytes of a histogram";
        inflated(series(tree, random), bytes -> {
          for (int flips = 1 + below(random, 4); flips > 0; flips--) {
            int at = below(random, bytes.limit());
            bytes.put(at, (byte) random.next());
          }
        });
      } else {
        damage = HostileJson.damage(tree, random);
      }
      seal(file, Json.compact(tree));
      judge("seed " + (SEED + run) + ": " + damage + " in " + file, true);
      restore();
    }
  }

  @Test
  void aRuleIsWhatItSaysOrBadInput() {
    GateSettings standard = GateSettings.standard();
    var day = new CheckFixture(standard, 1).check().day();
    String text = GateFile.text(standard);
    for (int run = 0; run < LongRun.pick(500, 25_000); run++) {
      var random = new SplitMix(SEED + run);
      ObjectNode tree = Json.parse(Path.of("gate.json"), text);
      String damage = "seed " + (SEED + run) + ": " + HostileJson.damage(tree, random);
      try {
        GateSettings read = GateFile.parse("gate.json", tree, standard, day);
        assertEquals(read, GateFile.parse("gate.json", GateFile.tree(read), standard, day), damage);
      } catch (BadInputException e) {
        assertTrue(e.getMessage().length() < 1_000, damage);
      } catch (RuntimeException | Error e) {
        throw new AssertionError(damage, e);
      }
    }
  }
}
