package stampede.results.gate;

/** The verdict of a check of an arm against another. */
public enum GateResult {
  OK(0),
  REGRESSION(1),
  INCONCLUSIVE(3),
  SUSPECT(3),
  INVALID(4);

  private final int exitCode;

  GateResult(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The exit code under a policy. */
  public int exitCode(GateSettings.Policy policy) {
    return exitCode == 3 && policy != GateSettings.Policy.FAIL ? 0 : exitCode;
  }
}
