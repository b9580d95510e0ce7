package stampede.cli;

import org.jspecify.annotations.Nullable;
import stampede.store.BadInputException;

/** Something of an arm of a check threw: the candidate's fault, or the base's, not ours. */
final class ArmFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String arm;

  ArmFailure(String arm, Throwable cause) {
    super("the arm " + arm + " failed: " + cause, cause);
    this.arm = arm;
  }

  /** What was wrong with its settings, in one line; null where it failed at its work. */
  @Nullable
  String badInput() {
    // Loaded by the arm's class loader: the same name, not the same class.
    Throwable cause = getCause();
    return cause != null && cause.getClass().getName().equals(BadInputException.class.getName())
        ? "the arm " + arm + ": " + cause.getMessage()
        : null;
  }
}
