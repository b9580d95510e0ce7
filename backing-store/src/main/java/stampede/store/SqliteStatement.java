package stampede.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A statement that is kept compiled. The driver closes one that fails for good, without saying so:
 * after any failure it is discarded, and compiled again when it is next used. For one thread.
 */
final class SqliteStatement {
  private final Connection connection;
  private final String sql;
  private @Nullable PreparedStatement compiled;

  /** Compiles at once, so that what is wrong with the tables is told at open. */
  SqliteStatement(Connection connection, String sql) throws SQLException {
    this.connection = connection;
    this.sql = sql;
    this.compiled = connection.prepareStatement(sql);
  }

  PreparedStatement use() throws SQLException {
    PreparedStatement kept = compiled;
    if (kept == null) {
      kept = connection.prepareStatement(sql);
      compiled = kept;
    }
    return kept;
  }

  /** Gives up what is compiled because of a failure, which keeps what goes wrong in that. */
  void discardAfter(Throwable failure) {
    PreparedStatement kept = compiled;
    compiled = null;
    if (kept != null) {
      QueuedStore.closeAfter(failure, kept);
    }
  }
}
