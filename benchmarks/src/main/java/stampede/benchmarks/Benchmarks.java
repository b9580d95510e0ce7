package stampede.benchmarks;

import java.util.List;

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
              .allocatingAtMost(NOTHING))));

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
