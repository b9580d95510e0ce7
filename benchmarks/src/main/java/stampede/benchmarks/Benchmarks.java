package stampede.benchmarks;

import static java.lang.Double.POSITIVE_INFINITY;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The benchmarks by name.
 *
 * @param jmh the class with the one JMH method
 * @param warmups the pairings of a fork that are not counted
 * @param iterations those that are
 * @param rounds forks of each case
 */
record Benchmarks(
    String name, Class<?> jmh, int warmups, int iterations, int rounds, List<Claim> claims) {
  /* Less than a byte in two operations: none in the operation, and what JMH itself allocates. */
  private static final double NOTHING = 0.5;

  static final List<Benchmarks> ALL = List.of(
      new Benchmarks("hit", HitBenchmark.class, 5, 15, 10, List.of(hit("1000"), hit("10000"))),
      new Benchmarks(
          "miss",
          MissBenchmark.class,
          50,
          200,
          10,
          List.of(Claim.time("", "a synchronous miss", "AsyncLoadingCache.get", 1))),
      new Benchmarks(
          "dirty",
          DirtyBenchmark.class,
          50,
          200,
          10,
          List.of(
              Claim.time("", "an evicting put beside 10,000 dirty blobs", "one beside none", 1.5))),
      // Over an AsyncCache's 164 B: the answer and the blob, 24 B each; one object more breaks it.
      new Benchmarks(
          "entry",
          EntryBenchmark.class,
          0,
          1,
          1,
          List.of(entry("Cache", 1.6), entry("AsyncCache", 1.4))),
      new Benchmarks(
          "sqlite",
          SqliteBenchmark.class,
          2,
          5,
          4,
          List.of(sqlite("FULL", 8), sqlite("NORMAL", 1.5))),
      new Benchmarks(
          "blobs",
          BlobsBenchmark.class,
          5,
          20,
          5,
          List.of(Claim.time("16384", "making 16 KiB of content", "making and hashing it", 0.5))),
      new Benchmarks(
          "recorder",
          RecorderBenchmark.class,
          5,
          20,
          5,
          List.of(Claim.time("", "recording a request", "three of HdrHistogram's Recorder", 1)
              .allocatingAtMost(NOTHING))),
      new Benchmarks("zipf", ZipfBenchmark.class, 20, 40, 2, zipf()),
      new Benchmarks("driver", DriverBenchmark.class, 3, 6, 2, driver()),
      // With those of the warm-up more than 3,000,000 timings of each kind before the first
      // counted.
      new Benchmarks("relay", RelayBenchmark.class, 24, 12, 1, relay()),
      new Benchmarks("ship", ShipBenchmark.class, 1, 3, 1, ship()),
      new Benchmarks(
          "jobs",
          JobsBenchmark.class,
          0,
          6,
          1,
          List.of(Claim.perSecond(
              "",
              "transitions of 1,000,000 jobs in one run",
              "the two blobs of each hashed, without a manager",
              200_000))),
      new Benchmarks(
          "transition",
          TransitionBenchmark.class,
          2,
          12,
          1,
          List.of(
              Claim.time("", "a transition counted, timed and sampled", "one without", 1.1),
              Claim.nanos(
                  "",
                  "a transition counted, timed and sampled",
                  "one without",
                  POSITIVE_INFINITY))));

  private static List<Claim> zipf() {
    return Stream.of("0.5", "0.99", "1", "1.3")
        .map(s -> Claim.nanos(
                s, "a key of 10^9, s = " + s, "YCSB's scrambled generator, s = 0.99 always", 45)
            .allocatingAtMost(NOTHING))
        .toList();
  }

  private static List<Claim> driver() {
    String ycsb = "an operation of YCSB's client over BasicDB";
    List<Claim> claims = new ArrayList<>();
    for (int threads : List.of(1, 2)) {
      String nothing = parameter(DriverBenchmark.Kind.NULL_TARGET, threads);
      String request = "a planned request through a null target, " + threads(threads);
      // Of two threads the processor's way to hand a counter over says most: no bound on it alone.
      claims.add(
          threads == 1
              ? Claim.perSecond(nothing, request, ycsb, 4_000_000)
              : Claim.nanos(nothing, request, ycsb, POSITIVE_INFINITY));
      claims.add(Claim.time(nothing, request, ycsb, 0.8));
      claims.add(Claim.nanos(
          parameter(DriverBenchmark.Kind.ALL_HITS, threads),
          "a planned request through the cache, all hits, " + threads(threads),
          ycsb,
          POSITIVE_INFINITY));
    }
    return claims;
  }

  private static List<Claim> relay() {
    List<Claim> claims = new ArrayList<>();
    for (int threads : List.of(1, 2, 4)) {
      claims.add(offer(threads, Taker.Kind.ACCEPTED));
      claims.add(offer(threads, Taker.Kind.REFUSED));
      claims.add(offer(threads, Taker.Kind.FLAT_OUT));
      claims.add(handOver(threads, Taker.Kind.MICROMETER_UDP, POSITIVE_INFINITY));
      claims.add(handOver(threads, Taker.Kind.MICROMETER_SINK, POSITIVE_INFINITY));
      claims.add(handOver(threads, Taker.Kind.DOGSTATSD, POSITIVE_INFINITY));
      claims.add(handOver(threads, Taker.Kind.RECORDER, POSITIVE_INFINITY));
    }
    return claims;
  }

  private static Claim offer(int threads, Taker.Kind kind) {
    return handOver(threads, kind, 15).allocatingAtMost(NOTHING);
  }

  private static Claim handOver(int threads, Taker.Kind kind, double atMost) {
    return Claim.nanos(
        parameter(kind, threads),
        kind.words + ", " + threads(threads),
        "System.nanoTime()",
        atMost);
  }

  private static List<Claim> ship() {
    List<Claim> claims = new ArrayList<>();
    for (int threads : List.of(1, 2, 4)) {
      claims.add(Claim.perSecond(
              parameter(ShipBenchmark.Kind.SHIP, threads),
              "lines that the relay's thread ships of the rings of " + threads(threads),
              "a bare channel sending finished datagrams",
              2_000_000)
          .allocatingAtMost(100));
      claims.add(lost(threads, ShipBenchmark.Kind.FLAT_OUT, "flat out"));
      claims.add(lost(threads, ShipBenchmark.Kind.PACED, "at the rate that Micrometer had"));
    }
    return claims;
  }

  private static Claim lost(int threads, ShipBenchmark.Kind kind, String how) {
    return Claim.lost(
        parameter(kind, threads),
        "lost by the relay, " + how + ", " + threads(threads),
        "lost by Micrometer's client flat out");
  }

  /** JMH's parameters by their names: kind, threads. */
  private static String parameter(Enum<?> kind, int threads) {
    return kind + " " + threads;
  }

  private static String threads(int count) {
    return count == 1 ? "1 thread" : count + " threads";
  }

  private static Claim hit(String entries) {
    return Claim.time(
            entries, "a hit among " + entries + " entries", "AsyncCache.getIfPresent", 1.1)
        .allocatingAtMost(NOTHING);
  }

  private static Claim entry(String peer, double atMost) {
    return Claim.bytes(peer, "a clean entry", "one of a plain " + peer, atMost);
  }

  private static Claim sqlite(String synchronous, double atLeast) {
    return Claim.rate(
        synchronous,
        "stores of 1 KiB, synchronous=" + synchronous,
        "a JDBC loop that commits each",
        atLeast);
  }
}
