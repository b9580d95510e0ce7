package stampede.cache;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import stampede.cache.CacheRun.Act;
import stampede.cache.CacheRun.Step;

/** The promise of write-back: whatever happens in whatever order, an acknowledged blob is found. */
class AcknowledgedBlobsTest {
  @Property(tries = 1000)
  void areFoundInAnyOrderOfEvents(
      @ForAll("steps") List<Step> steps, @ForAll("cleanBytes") long cleanBytes) {
    var run = new CacheRun(cleanBytes);
    steps.forEach(run::step);
    run.endWell();
  }

  @Property(tries = 1000)
  void areStoredOrNamedWhenTheCacheIsClosed(
      @ForAll("steps") List<Step> steps,
      @ForAll("cleanBytes") long cleanBytes,
      @ForAll @IntRange(max = 60) int closeAt) {
    var run = new CacheRun(cleanBytes);
    int before = Math.min(closeAt, steps.size());
    steps.subList(0, before).forEach(run::step);
    run.close();
    steps.subList(before, steps.size()).forEach(run::step);
    run.endClosed();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Act> acts = Arbitraries.frequencyOf(
        Tuple.of(6, Arbitraries.of(Act.STORE, Act.LOAD)),
        Tuple.of(4, Arbitraries.of(Act.CONFIRM, Act.ANSWER)),
        Tuple.of(
            2,
            Arbitraries.of(Act.FAIL, Act.FAIL_LOAD, Act.DROP, Act.WAIT, Act.FLUSH, Act.CHECKPOINT)),
        Tuple.of(1, Arbitraries.of(Act.UNREGISTER_OR_REGISTER)));
    return Combinators.combine(acts, Arbitraries.integers().between(0, 999))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  @Provide
  Arbitrary<Long> cleanBytes() {
    return Arbitraries.of(0L, 150L, 10_000L);
  }
}
