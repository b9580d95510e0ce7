package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.testkit.ChildProcess;
import stampede.testkit.Repository;

/** {@code .ci/advice}: this commit's cache against its parent's. */
class AdviceIT {
  private static final String SKIPPED = "advice: no check against the parent commit: ";
  private static final Pattern VERDICT =
      Pattern.compile("^advice: (OK|REGRESSION|SUSPECT|INCONCLUSIVE|INVALID): ", Pattern.MULTILINE);
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir
  Path folder;

  @Test
  void itHoldsAVerdict() {
    Path root = Repository.root();
    Path script = root.resolve(".ci/advice");
    try (var advice = ChildProcess.start(folder, script.toString(), "1")) {
      assertEquals(0, advice.awaitExit(LIMIT), advice.stderr());
      String told = advice.stdout();
      boolean cannot = told.contains("a shallow clone") || told.contains("too long to build");
      Assumptions.assumeFalse(told.startsWith(SKIPPED) && cannot, told.strip());
      assertTrue(VERDICT.matcher(told).find(), told + advice.stderr());
    }
  }

  @Test
  void itSaysWhyThereIsNoneInAShallowClone() throws IOException {
    Path root = Repository.root();
    Path clone = folder.resolve("clone");
    String of = root.toUri().toString();
    try (var git =
        ChildProcess.start(folder, "git", "clone", "--depth", "1", of, clone.toString())) {
      Assumptions.assumeTrue(git.awaitExit(LIMIT) == 0, git.stderr());
    }
    Path script = clone.resolve(".ci/advice");
    Files.write(script, Files.readAllBytes(root.resolve(".ci/advice")));
    try (var advice = ChildProcess.start(folder, script.toString())) {
      assertEquals(0, advice.awaitExit(LIMIT), advice.stderr());
      assertTrue(advice.stdout().startsWith(SKIPPED), advice.stdout());
      assertTrue(advice.stdout().contains("a shallow clone"), advice.stdout());
      assertEquals(1, advice.stdout().lines().count(), advice.stdout());
    }
  }
}
