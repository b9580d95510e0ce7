package stampede.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * A test that fails where a candidate is slower than a base: with the verdict's sentence and the path
 * of its report. It takes from one to several minutes, runs beside no other test, and has the tag
 * {@value #TAG}.
 *
 * <p>The check runs after the methods that run before each test, in JVMs of its own. A regression fails
 * the test, and so does what is not known unless the rule's {@code inconclusive} is {@code warn} or
 * {@code pass}; a measurement that is not to be trusted is an error of the test. Where the test has not
 * failed its method runs, which may be empty, or take the {@link
 * stampede.results.gate.GateVerdict} as a parameter.
 *
 * <p>Paths are of the directory that the tests run in. The arms find the classes of the tests' class
 * path, with the stores and targets among them, behind their own jars.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Test
@Tag(LatencyCheck.TAG)
@ResourceLock(Resources.GLOBAL)
@ExtendWith(LatencyCheckExtension.class)
public @interface LatencyCheck {
  /** The tag that tells such tests from others. */
  String TAG = "latency";

  /** What is compared with: an arm, as {@code stampede check --base} takes it. */
  String base();

  /** What is compared: likewise. */
  String candidate();

  /** The rule, a {@code gate.json}; empty for the standard rule. */
  String gate() default "";

  /** How the arms share the machine: {@code loader}, {@code slices} or {@code forks}. */
  String mode() default "loader";

  /** The folder in which each check makes one of its own, named by its id. */
  String out() default "target/checks";
}
