package stampede.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a run is carried out and told, beside what it is.
 *
 * @param out the folder; null for one of its own below {@code runs}
 * @param quiet whether stderr gets no progress
 * @param keepStore whether the store in the run's folder outlives the run
 */
record RunOptions(@Nullable Path out, boolean quiet, boolean keepStore) {}
