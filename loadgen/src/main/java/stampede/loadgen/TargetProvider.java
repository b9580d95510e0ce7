package stampede.loadgen;

import stampede.cache.CacheListener;
import stampede.store.BackingStore;
import stampede.store.BlobRef;
import stampede.time.NanoClock;
import stampede.time.Timers;

/**
 * Opens the targets of one name. Found by {@link java.util.ServiceLoader}: a public class with a
 * public constructor without arguments, named in {@code
 * META-INF/services/stampede.loadgen.TargetProvider}.
 */
public interface TargetProvider {
  /** What {@code --target} calls it: lower case, digits and hyphens. */
  String name();

  /**
   * Opens an empty target; called once or twice a run, by the thread that drives it.
   *
   * @param scenario the run's settings: bounds and times that the target is to keep
   * @param store populated; shared with other targets, and not the target's to close
   * @param clock the only clock that the target may read
   * @param timers the only timers that it may use
   * @param timings hears of the backing operations, each once when it starts and once when it ends;
   *     what it does not hear is in no figure of the clocks wait, backing and durable
   */
  Target open(
      Scenario scenario,
      BackingStore store,
      NanoClock clock,
      Timers timers,
      CacheListener<? super BlobRef> timings);
}
