package stampede.results;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stampede.cache.CacheStats;

/**
 * What a run knows beyond its intervals.
 *
 * @param planned the requests of the plan; null where a closed loop has none
 * @param unsent how many of them were never sent; null where that is all that nothing accounts for
 * @param cache over the run alone; null where it is not known
 * @param statsd null when nothing was shipped
 * @param harness what the harness did not do as it should, by name; null where it is not known
 * @param floorNanos what the machine's clock can resolve
 */
public record RunFacts(
    @Nullable Long planned,
    @Nullable Long unsent,
    Summary.Finish finish,
    @Nullable CacheStats cache,
    Summary.@Nullable Statsd statsd,
    List<Slo> slos,
    @Nullable Map<String, Long> harness,
    long floorNanos) {

  /** Of a run that ended. */
  public static RunFacts of(
      @Nullable Long planned,
      long unsent,
      Summary.Finish finish,
      @Nullable CacheStats cache,
      Summary.@Nullable Statsd statsd,
      List<Slo> slos,
      Map<String, Long> harness,
      long floorNanos) {
    return new RunFacts(
        planned, unsent, finish, cache, statsd, List.copyOf(slos), harness, floorNanos);
  }

  /** Of a run whose process was killed: what its manifest says. */
  static RunFacts ofCrashed(Manifest manifest) {
    String slos = manifest.scenario().getOrDefault("slo", "");
    return new RunFacts(
        manifest.planned(),
        null,
        new Summary.Finish(null, null),
        null,
        null,
        slos.isEmpty()
            ? List.of()
            : List.of(slos.split(",")).stream().map(Slo::parse).toList(),
        null,
        manifest.environment().clockNanos());
  }
}
