package stampede.instrument;

/**
 * Takes finished requests. Called on the thread that completed the request; implementations are
 * thread-safe, return at once, allocate nothing and never throw.
 *
 * <pre>
 * intended        start                end      readings of one clock
 *    |--- lag ------|---- service ------|
 *    |----------- response -------------|
 * </pre>
 */
@FunctionalInterface
public interface CompletionSink {
  /**
   * A request ended. Of {@code SHED} and {@code UNSENT}, which were never sent, start and end are
   * the moment of the decision; of {@code OPEN}, {@code TIMEOUT} and {@code EXPIRED} the end is
   * when the harness stopped waiting.
   */
  void completed(
      Operation operation, Outcome outcome, long intendedNanos, long startNanos, long endNanos);
}
