package stampede.cli;

/** A pair left no record. */
final class PairProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /** With the exit code that it means: of bad input, of an arm that failed, or of our own fault. */
  PairProblem(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
