package stampede.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs one benchmark by name, prints its figure last and exits 0 where its bound holds, 1 where it
 * does not, 2 where there is no such name, 70 where it failed. {@code benchmarks/bench NAME} builds and starts it.
 */
public final class Bench {
  private static final List<Bench> ALL =
      List.of(new Bench("blobs", BlobsBenchmark.class, results -> {
        double share = score(results, "content", "16384") / score(results, "hashed", "16384");
        return Figure.atMost(
            "making the content of a hashed 16 KiB blob, share of its time", share, 0.5);
      }));

  private final String name;
  private final Class<?> benchmark;
  private final Bound bound;

  private Bench(String name, Class<?> benchmark, Bound bound) {
    this.name = name;
    this.benchmark = benchmark;
    this.bound = bound;
  }

  /** What a benchmark claims, judged on its results. */
  private interface Bound {
    Figure judge(Collection<RunResult> results);
  }

  private record Figure(String line, boolean holds) {
    static Figure atMost(String what, double value, double bound) {
      boolean holds = value <= bound;
      return new Figure(
          String.format(
              Locale.ROOT,
              "%s: %.3f, at most %.3f: %s",
              what,
              value,
              bound,
              holds ? "holds" : "BROKEN"),
          holds);
    }
  }

  public static void main(String[] args) {
    System.exit(run(args.length == 1 ? args[0] : ""));
  }

  private static int run(String wanted) {
    for (Bench bench : ALL) {
      if (bench.name.equals(wanted)) {
        try {
          Figure figure = bench.bound.judge(new Runner(bench.options()).run());
          System.out.println(figure.line());
          return figure.holds() ? 0 : 1;
        } catch (RunnerException e) {
          System.err.println("bench: " + wanted + " failed: " + e);
          return 70;
        }
      }
    }
    System.err.println("bench: no benchmark '" + wanted + "'; there are: "
        + ALL.stream().map(bench -> bench.name).collect(Collectors.joining(", ")));
    return 2;
  }

  /* A small heap whose pages were all touched before; (2 + 4) x 0.5 s each case. */
  private Options options() {
    return new OptionsBuilder()
        .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
        .forks(1)
        .warmupIterations(2)
        .warmupTime(new TimeValue(500, TimeUnit.MILLISECONDS))
        .measurementIterations(4)
        .measurementTime(new TimeValue(500, TimeUnit.MILLISECONDS))
        .jvmArgs("-XX:+UseSerialGC", "-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch")
        .shouldFailOnError(true)
        .build();
  }

  /** The score of a method's case, told by the value of its only parameter. */
  private static double score(Collection<RunResult> results, String method, String parameter) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().endsWith("." + method))
        .filter(result -> result.getParams().getParamsKeys().stream()
            .anyMatch(key -> result.getParams().getParam(key).equals(parameter)))
        .mapToDouble(result -> result.getPrimaryResult().getScore())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no result of " + method + " " + parameter));
  }
}
