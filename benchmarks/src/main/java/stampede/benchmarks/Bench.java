package stampede.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs one benchmark by name, prints its figures, the one nearest to its bound last, and exits 0 where
 * all bounds hold, 1 where one does not, 2 where there is no such name, 70 where it failed. {@code
 * --full} runs four times the rounds and prints a table first. {@code benchmarks/bench NAME} builds
 * and starts it.
 */
public final class Bench {
  private static final int FULL = 4;

  /** No round begins after so long, except with {@code --full}: the figure is there in a minute. */
  private static final long ROUNDS_NANOS_MAX = 30_000_000_000L;

  private static final int ROUNDS_MIN = 2;

  private final Benchmarks benchmark;
  private final boolean full;

  private Bench(Benchmarks benchmark, boolean full) {
    this.benchmark = benchmark;
    this.full = full;
  }

  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    boolean full = args.length == 2 && args[1].equals("--full");
    Optional<Benchmarks> named = Benchmarks.ALL.stream()
        .filter(benchmark -> args.length > 0 && benchmark.name().equals(args[0]))
        .findFirst();
    if (named.isEmpty() || args.length > (full ? 2 : 1)) {
      System.err.println("usage: benchmarks/bench NAME [--full]");
      Benchmarks.ALL.forEach(one -> one.claims()
          .forEach(claim -> System.err.println(
              "  " + one.name() + ": " + claim.ours() + ", beside " + claim.peer())));
      return args.length == 0 ? 0 : 2;
    }
    try {
      return new Bench(named.get(), full).run() ? 0 : 1;
    } catch (RunnerException | RuntimeException e) {
      System.err.println("bench: " + args[0] + " failed: " + e);
      e.printStackTrace();
      return 70;
    }
  }

  /** Measures, prints, and says whether all bounds hold. */
  private boolean run() throws RunnerException {
    Map<String, List<Pairing>> pairings = measure();
    List<Figure> figures = new ArrayList<>();
    for (Claim claim : benchmark.claims()) {
      figures.add(Figure.of(claim, pairings.getOrDefault(claim.parameter(), List.of())));
    }
    if (full) {
      System.out.println(Figure.TABLE_HEAD);
      figures.forEach(figure -> System.out.println(figure.row()));
      System.out.println();
      System.out.println("`benchmarks/bench " + benchmark.name() + " --full`; " + Machine.line());
      System.out.println();
    }
    figures.stream()
        .sorted(Comparator.comparing(Figure::margin).reversed())
        .forEach(figure -> System.out.println(figure.line()));
    return figures.stream().allMatch(Figure::holds);
  }

  /** The pairings of all rounds by the case's parameter. A round is a JVM for each case. */
  private Map<String, List<Pairing>> measure() throws RunnerException {
    Map<String, List<Pairing>> pairings = new HashMap<>();
    long startNanos = System.nanoTime();
    int rounds = full ? FULL * benchmark.rounds() : benchmark.rounds();
    for (int round = 0; round < rounds; round++) {
      boolean late = System.nanoTime() - startNanos > ROUNDS_NANOS_MAX;
      if (late && !full && round >= ROUNDS_MIN) {
        System.out.println(round + " rounds of " + rounds + " in the time there is");
        break;
      }
      for (RunResult result : new Runner(options()).run()) {
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
          for (IterationResult iteration : fork.getIterationResults()) {
            pairings
                .computeIfAbsent(parameter(result), parameter -> new ArrayList<>())
                .add(pairing(iteration));
          }
        }
      }
    }
    return pairings;
  }

  /** The values of the parameters, in the order of their names; empty where there are none. */
  private static String parameter(RunResult result) {
    return result.getParams().getParamsKeys().stream()
        .sorted()
        .map(result.getParams()::getParam)
        .collect(Collectors.joining(" "));
  }

  private static Pairing pairing(IterationResult iteration) {
    return new Pairing(side(iteration, "ours"), side(iteration, "peer"));
  }

  private static Pairing.Side side(IterationResult iteration, String side) {
    double ops = counted(iteration, side + "Ops");
    return new Pairing.Side(
        counted(iteration, side + "Nanos") / ops,
        counted(iteration, side + "Bytes") / ops,
        counted(iteration, side + "Lost") / ops);
  }

  @SuppressWarnings("rawtypes") // as JMH has it
  private static double counted(IterationResult iteration, String name) {
    Result result = iteration.getSecondaryResults().get(name);
    if (result == null) {
      throw new IllegalStateException("JMH gave no " + name);
    }
    return result.getScore();
  }

  /*
   * The heap is small and its pages were all touched before, or else a first touch would count as the
   * toucher's time. The optimizing compiler works at once and in the foreground, so that what is warm
   * is a matter of the count of calls and not of who else has the processor. An iteration is one call
   * of the method, which alternates the sides itself: its time is the least that JMH takes.
   */
  private Options options() {
    return new OptionsBuilder()
        .include("^" + benchmark.jmh().getName().replace(".", "\\.") + "\\.")
        .mode(Mode.AverageTime)
        .syncIterations(false)
        .forks(1)
        .warmupIterations(benchmark.warmups())
        .warmupTime(new TimeValue(1, TimeUnit.MILLISECONDS))
        .measurementIterations(benchmark.iterations())
        .measurementTime(new TimeValue(1, TimeUnit.MILLISECONDS))
        .jvmArgs(
            "-XX:+UseSerialGC",
            "-Xms256m",
            "-Xmx256m",
            "-Xmn64m",
            "-XX:+AlwaysPreTouch",
            "-XX:-TieredCompilation",
            "-Xbatch",
            // JOL looks into records, and takes sizes from the JVM.
            "-Djol.magicFieldOffset=true",
            "-Djdk.attach.allowAttachSelf=true",
            "-XX:+EnableDynamicAgentLoading")
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true)
        .build();
  }
}
