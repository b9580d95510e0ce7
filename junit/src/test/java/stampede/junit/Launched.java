package stampede.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * What became of tests that were run by a launcher inside a test.
 *
 * @param failures by the test's name: what it failed with, or empty where it passed
 */
record Launched(Map<String, Optional<Throwable>> failures) {
  /** Runs classes of tests. */
  static Launched run(Map<String, String> parameters, Class<?>... classes) {
    Map<String, Optional<Throwable>> failures = new ConcurrentHashMap<>();
    var config = LauncherConfig.builder()
        .enableTestEngineAutoRegistration(false)
        .enableTestExecutionListenerAutoRegistration(false)
        .addTestEngines(new JupiterTestEngine())
        .build();
    var request = LauncherDiscoveryRequestBuilder.request()
        .selectors(Stream.of(classes).map(type -> selectClass(type)).toList())
        .configurationParameters(parameters)
        .build();
    LauncherFactory.create(config).execute(request, new TestExecutionListener() {
      @Override
      public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest()) {
          failures.put(test.getDisplayName(), result.getThrowable());
        }
      }
    });
    return new Launched(failures);
  }

  /** What a test failed with; empty where it ran and passed. */
  Optional<Throwable> of(String test) {
    Optional<Throwable> failure = failures.get(test);
    if (failure == null) {
      throw new AssertionError(test + " did not run; those that did: " + failures);
    }
    return failure;
  }
}
