package stampede.results.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.results.Json;
import stampede.store.BadInputException;

class HistoryTest {
  @TempDir
  private Path folder;

  private Path checked(String name) throws IOException {
    Path dir = folder.resolve(name);
    GateVerdict verdict = new CheckFixture(GateSettings.standard(), 4_000).verdict(dir, 12, 0);
    Files.writeString(dir.resolve(GateVerdict.FILE), verdict.toJson());
    return dir;
  }

  static PastCheck past(int number, String machine, double nanos) {
    return new PastCheck(
        PastCheck.FORMAT_VERSION,
        "check-" + number,
        Instant.ofEpochSecond(1_790_000_000L + 86_400L * number),
        "c" + number,
        machine,
        "traffic",
        GateResult.OK,
        List.of(new PastCheck.Figure("load.hit.p50", 1.0, nanos, nanos)));
  }

  @Test
  void aCheckIsAddedOnceAndReadAgain() throws IOException {
    Path file = folder.resolve("history.jsonl");
    Path dir = checked("one");
    History history = History.read(file);
    assertTrue(history.add(dir));
    assertFalse(history.add(dir));
    history.write();
    History again = History.read(file);
    assertFalse(again.add(dir));
    assertEquals(0, again.tornLines());
    assertEquals(1, again.report().checks());
    HistoryReport.Row row = again.report().rows().get(0);
    assertEquals("load.hit.p50", row.id());
    assertEquals(20_000, row.last(), 10_000);
    assertEquals(history.report(), again.report());
  }

  @Test
  void aTornLastLineIsCountedAndGoesWithTheNextWrite() throws IOException {
    Path file = folder.resolve("history.jsonl");
    String line = Json.compact(past(1, "m", 100));
    Files.writeString(file, line + "\n" + line.substring(0, 40));
    History history = History.read(file);
    assertEquals(1, history.tornLines());
    assertEquals(1, history.report().checks());
    history.write();
    assertEquals(line + "\n", Files.readString(file));
  }

  @Test
  void aDamagedLineIsNamed() throws IOException {
    Path file = folder.resolve("history.jsonl");
    String line = Json.compact(past(1, "m", 100));
    for (String bad : new String[] {
      "{}",
      "",
      "nonsense",
      line.replace("\"formatVersion\":1", "\"formatVersion\":2"),
      line.replace("\"machine\":\"m\",", ""),
      line.replace("\"OK\"", "\"GOOD\""),
      line.replace("\"OK\"", "null"),
      line.replace("\"id\":\"load.hit.p50\",", ""),
      line.replace("load.hit.p50", "::error::"),
      line.replace("\"m\"", "\"::error::\""),
      line.replace("\"c1\"", "\"a\\nb\""),
      line.replace("100.0", "\"Infinity\""),
      line.replace("[{", "[null,{"),
      line + " ".repeat(1 << 20)
    }) {
      Files.writeString(file, line + "\n" + bad + "\n");
      var e = assertThrows(BadInputException.class, () -> History.read(file), bad);
      assertTrue(String.valueOf(e.getMessage()).contains("history.jsonl:2"), e.getMessage());
    }
  }

  /** A line that was added is read again: what cannot be read is not added. */
  @Test
  void aVerdictWithoutWhatAHistoryKeepsIsRefused() throws IOException {
    Path file = folder.resolve("history.jsonl");
    Path dir = checked("one");
    Path verdict = dir.resolve(GateVerdict.FILE);
    String text = Files.readString(verdict);
    List<Consumer<ObjectNode>> changes = List.of(
        tree -> tree.putNull("checkId"),
        tree -> tree.putNull("verdict"),
        tree -> tree.remove("verdict"),
        tree -> tree.remove("checks"),
        tree -> tree.putNull("checks"),
        tree -> tree.putArray("checks").addNull(),
        tree -> ((ObjectNode) tree.get("checks").get(0)).remove("id"),
        tree -> ((ObjectNode) tree.get("checks").get(0)).put("id", "::error::x"),
        tree -> ((ObjectNode) tree.get("checks").get(0)).put("ratio", "NaN"),
        tree -> ((ObjectNode) tree.get("checks").get(0)).put("baseNanos", "Infinity"),
        tree -> {
          ArrayNode checks = (ArrayNode) tree.get("checks");
          for (int more = 0; more < 20_000; more++) {
            checks.addObject().put("id", "a".repeat(90));
          }
        });
    for (Consumer<ObjectNode> change : changes) {
      ObjectNode tree = Json.parse(verdict, text);
      change.accept(tree);
      Files.writeString(verdict, Json.text((JsonNode) tree));
      History history = History.read(file);
      assertThrows(BadInputException.class, () -> history.add(dir), tree::toPrettyString);
    }
    Files.delete(verdict);
    Files.createDirectory(verdict);
    assertThrows(BadInputException.class, () -> History.read(file).add(dir));
  }

  private static CheckRecord with(CheckRecord check, String name, String value) {
    ObjectNode tree = Json.tree(check);
    ((ObjectNode) tree.get("settings")).put(name, value);
    return Json.convert(Path.of(CheckFolder.CHECK), tree, CheckRecord.class);
  }

  @Test
  void trafficIsAllSettingsAndNothingOfAnArm() throws IOException {
    var dir = checked("one");
    var folder = new CheckFolder(dir);
    CheckRecord check = folder.check();
    String traffic = PastCheck.of(folder).traffic();
    for (String name : new String[] {"store", "keys", "valueSize"}) {
      folder.write(with(check, name, "another"));
      assertNotEquals(traffic, PastCheck.of(folder).traffic(), name);
    }
    ObjectNode tree = Json.tree(check);
    ((ObjectNode) tree.get("candidate")).put("text", "jar:of-another-commit.jar");
    tree.put("seed", 8).put("commit", "another").put("version", "another");
    folder.write(Json.convert(Path.of(CheckFolder.CHECK), tree, CheckRecord.class));
    assertEquals(traffic, PastCheck.of(folder).traffic());
  }

  @Test
  void aFolderWithoutItsVerdictIsRefused() throws IOException {
    History history = History.read(folder.resolve("history.jsonl"));
    assertThrows(BadInputException.class, () -> history.add(folder.resolve("none")));
    Path dir = checked("one");
    Path verdict = dir.resolve(GateVerdict.FILE);
    String text = Files.readString(verdict);
    Files.writeString(
        verdict, text.replaceFirst("\"checkId\" : \"[^\"]*\"", "\"checkId\" : \"x\""));
    assertThrows(BadInputException.class, () -> history.add(dir));
    Files.delete(verdict);
    assertThrows(BadInputException.class, () -> history.add(dir));
    assertEquals(0, history.report().checks());
  }

  @Test
  void changesAreToldByMachine() {
    List<PastCheck> checks = new ArrayList<>();
    var draws = new Draws(3);
    for (int number = 0; number < 24; number++) {
      double noise = Math.exp(0.02 * draws.normal());
      checks.add(past(2 * number, "slow", 3e6 * noise));
      checks.add(past(2 * number + 1, "fast", (number < 12 ? 1e6 : 1.3e6) * noise));
    }
    HistoryReport report = HistoryReport.of(checks);
    assertEquals(4, report.rows().size());
    for (HistoryReport.Row row : report.rows()) {
      boolean changed = row.machine().equals("fast") && row.figure().equals("candidate");
      assertEquals(changed ? 1 : 0, row.changes().size(), row.toString());
      if (changed) {
        assertEquals("check-25", row.changes().get(0).checkId());
        assertEquals(1.3, row.changes().get(0).ratio(), 0.05);
      }
    }
    assertTrue(report.toText().contains("from check-25, commit c25"), report.toText());
  }
}
