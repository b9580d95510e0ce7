package stampede.store;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Writes what a {@link QueuedStore} shall hold. Used by one thread, which closes it. */
interface StoreWriter extends AutoCloseable {
  /** Stores a group and answers each of it, whatever happens. */
  void store(List<StoreWrite> group);

  @Override
  void close() throws IOException, SQLException;
}
