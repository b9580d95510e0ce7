package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an arm's class loader sees. */
class ArmLoaderTest {
  /** Another build's class of the same name. */
  private static final String TRAFFIC = """
      package stampede.loadgen;

      import java.util.*;
      import java.util.function.*;

      public final class ArmTraffic
          implements Supplier<Map<String, LongUnaryOperator>>, AutoCloseable {
        public ArmTraffic(Map<String, String> settings, LongSupplier clock,
            BiConsumer<Long, Runnable> timers, LongConsumer until,
            ObjLongConsumer<String> timings, double slowdown) {}
        public Map<String, LongUnaryOperator> get() {
          return Map.of(
              "answer", number -> 42,
              "own", number -> Thread.currentThread().getContextClassLoader()
                  == getClass().getClassLoader() ? 1 : 0,
              "cli", number -> {
                try {
                  Class.forName("stampede.cli.Main", false, getClass().getClassLoader());
                  return 1;
                } catch (ClassNotFoundException e) {
                  return 0;
                }
              },
              "fails", number -> { throw new IllegalStateException("on purpose"); });
        }
        public void close() {}
      }
      """;

  @TempDir
  Path folder;

  private static ArmLoader open(List<Path> jars, Map<String, String> settings, SystemTime time) {
    var arm = new PairSpec.ArmSettings(jars, settings, "a", 0);
    return ArmLoader.open("base", arm, (tag, nanos) -> {}, time);
  }

  @Test
  void anArmsJarsStandBeforeOurOwnClassesAndSeeNothingOfCli() {
    Path jar = TeamStore.jar(folder, "other", "stampede.loadgen.ArmTraffic", TRAFFIC);
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (var time = new SystemTime();
        var arm = open(List.of(jar), Map.of("store", "memory:"), time)) {
      assertEquals(42, arm.operation("answer").applyAsLong(0));
      assertEquals(1, arm.operation("own").applyAsLong(0));
      assertEquals(0, arm.operation("cli").applyAsLong(0));
      var failure = assertThrows(ArmFailure.class, () -> arm.operation("fails").applyAsLong(0));
      assertTrue(failure.getMessage().contains("on purpose"), failure.getMessage());
      assertSame(before, Thread.currentThread().getContextClassLoader());
    }
  }
}
