package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class FailureTest {
  /** One that a close throws again, which the JVM does with its last, cannot be added to itself. */
  @Test
  void runningOutOfMemoryIsNoOtherFailure() {
    var memory = new OutOfMemoryError();
    var twice = assertThrows(IllegalArgumentException.class, () -> memory.addSuppressed(memory));
    assertSame(memory, assertThrows(OutOfMemoryError.class, () -> Failure.tell(twice, System.err)));
  }
}
