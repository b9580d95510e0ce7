package stampede.junit;

import java.util.List;
import java.util.Map;
import stampede.results.gate.CheckRecord.ArmText;
import stampede.results.gate.GateResult;
import stampede.results.gate.GateVerdict;
import stampede.results.gate.GateVerdict.Control;
import stampede.results.gate.GateVerdict.Controls;

/** Verdicts that no check has led to. */
final class Verdicts {
  private Verdicts() {}

  /** A verdict whose sentence is its name. */
  static GateVerdict of(GateResult result, int exitCode) {
    var arm = new ArmText("this build", List.of());
    var control = new Control("OK", "held");
    return new GateVerdict(
        GateVerdict.FORMAT_VERSION,
        "check",
        "0",
        "0",
        result,
        exitCode,
        result + ": said",
        List.of(),
        "loader",
        "service",
        "closed",
        1,
        null,
        arm,
        arm,
        12,
        0,
        60,
        0.01,
        List.of(12),
        List.of(),
        new Controls(control, control),
        List.of(),
        List.of(),
        Map.of(),
        null,
        List.of());
  }
}
