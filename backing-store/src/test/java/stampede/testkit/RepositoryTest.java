package stampede.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RepositoryTest {
  @Test
  void theRootHoldsTheTwoCommands() {
    assertTrue(Files.isExecutable(Repository.root().resolve("stampede")));
    assertTrue(Files.isExecutable(Repository.root().resolve("verify")));
  }

  @Test
  void dataThatIsNotThereIsEmpty() {
    assertEquals(Optional.empty(), Repository.sharedData("no/such/file"));
  }
}
