package stampede.junit;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.AssertionFailedError;
import stampede.cli.LatencyChecks;
import stampede.cli.LatencyChecks.Checked;
import stampede.results.gate.CheckText;
import stampede.results.gate.GateResult;
import stampede.results.gate.GateVerdict;

/** Runs the check of a {@link LatencyCheck} before its method. Thread-safe. */
final class LatencyCheckExtension implements BeforeTestExecutionCallback, ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(LatencyCheckExtension.class);

  /** Runs what an annotation asks for. */
  interface Runner {
    Checked run(LatencyCheck check);
  }

  private final Runner runner;

  LatencyCheckExtension() {
    this(LatencyCheckExtension::run);
  }

  LatencyCheckExtension(Runner runner) {
    this.runner = runner;
  }

  private static Checked run(LatencyCheck check) {
    return LatencyChecks.run(
        check.base(),
        check.candidate(),
        check.gate().isEmpty() ? null : Path.of(check.gate()),
        check.mode(),
        Path.of(check.out()));
  }

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    LatencyCheck check = AnnotationSupport.findAnnotation(
            context.getRequiredTestMethod(), LatencyCheck.class)
        .orElseThrow(() -> new IllegalStateException("a test without @LatencyCheck"));
    Checked checked = runner.run(check);
    System.out.println(CheckText.of(checked.verdict(), checked.dir()));
    require(checked);
    context.getStore(NAMESPACE).put(GateVerdict.class, checked.verdict());
  }

  /**
   * Lets a verdict pass whose exit code is 0.
   *
   * @throws AssertionFailedError where the candidate is slower, or that is not known and has to be
   * @throws IllegalStateException where the measurement is not to be trusted
   */
  static void require(Checked checked) {
    GateVerdict verdict = checked.verdict();
    if (verdict.exitCode() == 0) {
      return;
    }
    String message = verdict.sentence() + "\nreport: " + checked.report();
    if (verdict.verdict() == GateResult.INVALID) {
      throw new IllegalStateException(message);
    }
    throw new AssertionFailedError(message);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == GateVerdict.class && verdict(context) != null;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Objects.requireNonNull(verdict(context));
  }

  /** Null before the check has run. */
  private static @Nullable GateVerdict verdict(ExtensionContext context) {
    return context.getStore(NAMESPACE).get(GateVerdict.class, GateVerdict.class);
  }
}
