package stampede.store;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads what a {@link QueuedStore} holds. Used by one thread, which closes it. */
interface StoreReader extends AutoCloseable {
  Optional<byte[]> blob(BlobRef ref) throws IOException, SQLException;

  /** The values of the checkpoints, newest first. */
  List<byte[]> checkpoints() throws IOException, SQLException;

  @Override
  void close() throws IOException, SQLException;
}
