package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CommandTest {
  @Test
  void theHelpNamesEachCommandAndSaysWhatItDoes() {
    String text = Command.usage().replaceAll("\\s+", " ");
    for (Command command : Command.values()) {
      String entry = " " + command.word() + " " + command.description() + " ";
      assertTrue(text.contains(entry), command.word());
    }
  }

  @Test
  void theHelpFitsATerminal() {
    Command.usage().lines().forEach(line -> {
      assertTrue(line.length() <= 100, line);
      assertEquals(line.stripTrailing(), line);
    });
    assertTrue(Command.usage().lines().anyMatch(line -> line.length() > 95));
  }
}
