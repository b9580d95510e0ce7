package stampede.results.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static stampede.results.gate.HostileJson.below;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.results.Json;
import stampede.store.BadInputException;
import stampede.store.SplitMix;
import stampede.testkit.LongRun;

/** Verdicts and logs that were damaged: each is told of or refused, and what is written is read again. */
class LogFuzzTest {
  private static final long SEED = 20_261_128;
  private static final int LINES = 12;

  @TempDir
  private Path temporary;

  private static int runs() {
    return LongRun.pick(200, 9_000);
  }

  /** Damages one file again and again; what uses it may refuse it as bad input, and fail in no other way. */
  private static void fuzz(Path file, String text, Consumer<String> use) throws IOException {
    for (int run = 0; run < runs(); run++) {
      var random = new SplitMix(SEED + run);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      String damage = "seed " + (SEED + run) + ": ";
      switch (below(random, 8)) {
        case 0 -> bytes[below(random, bytes.length)] ^= (byte) (1 << below(random, 8));
        case 1 -> bytes = Arrays.copyOf(bytes, below(random, bytes.length));
        default -> {
          List<String> lines = new ArrayList<>(text.lines().toList());
          int line = below(random, lines.size());
          ObjectNode tree = Json.parse(file, lines.get(line));
          damage += "line " + (line + 1) + " " + HostileJson.damage(tree, random);
          lines.set(line, Json.compact(tree));
          bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        }
      }
      Files.write(file, bytes);
      try {
        use.accept(damage);
      } catch (BadInputException e) {
        assertTrue(String.valueOf(e.getMessage()).length() < 1_000, damage);
      } catch (RuntimeException | Error e) {
        throw new AssertionError(damage, e);
      }
    }
  }

  @Test
  void aVerdictIsAddedSoThatItIsReadAgainOrRefused() throws IOException {
    Path dir = temporary.resolve("check");
    Path history = temporary.resolve("history.jsonl");
    GateVerdict verdict = new CheckFixture(JudgeTest.SMALL, 60).verdict(dir, 5, 0);
    String text = Json.compact(verdict) + "\n";
    fuzz(dir.resolve(GateVerdict.FILE), text, damage -> {
      History added = History.read(history);
      assertTrue(added.add(dir), damage);
      added.write();
      assertEquals(added.report(), History.read(history).report(), damage);
      delete(history);
    });
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aHistoryIsToldOfOrRefused() throws IOException {
    Path file = temporary.resolve("history.jsonl");
    var text = new StringBuilder();
    for (int line = 0; line < LINES; line++) {
      double nanos = line < LINES / 2 ? 1e6 : 2e6;
      text.append(Json.compact(HistoryTest.past(line, "m", nanos))).append('\n');
    }
    fuzz(file, text.toString(), damage -> {
      History history = History.read(file);
      HistoryReport report = history.report();
      assertTrue(report.checks() <= LINES, damage);
      assertTrue(report.toText().lines().noneMatch(line -> line.startsWith(":")), damage);
      assertTrue(report.toJson().endsWith("}\n"), damage);
      history.write();
      assertEquals(report, History.read(file).report(), damage);
    });
  }

  @Test
  void theLogOfASelftestIsToldOfOrRefused() throws IOException {
    Path log = temporary.resolve("selftest.jsonl");
    Path dir = temporary.resolve("check");
    GateVerdict verdict = new CheckFixture(JudgeTest.SMALL, 60).verdict(dir, 5, 0);
    RealCheck one = RealCheck.of(Instant.ofEpochSecond(1_790_000_000L), 0, verdict);
    fuzz(log, (Json.compact(one) + "\n").repeat(4), damage -> {
      List<RealCheck> checks = RealCheck.read(log);
      var test = new RealChecks(checks, 4);
      assertTrue(!test.failures().isEmpty(), damage);
      assertTrue(test.text().startsWith("candidate"), damage);
      one.append(log);
      assertEquals(checks.size() + 1, RealCheck.read(log).size(), damage);
    });
  }
}
