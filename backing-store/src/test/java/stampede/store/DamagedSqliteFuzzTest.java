package stampede.store;

import java.io.IOException;
import java.nio.file.Path;

class DamagedSqliteFuzzTest extends DamagedStoreFuzz {
  private static final String FILE = "a.db";

  @Override
  protected String uri(Path folder) {
    return "sqlite:" + folder.resolve(FILE) + "?synchronous=OFF&blob-max=64KiB";
  }

  /** One of twenty is a pipe under a name that SQLite may look for, be it there or not. */
  @Override
  protected String damage(Draws draws, Path folder) throws IOException {
    if (!draws.oneIn(20)) {
      return super.damage(draws, folder);
    }
    String name = FILE + draws.oneOf("", "-journal", "-wal", "-shm");
    return Damage.pipe(folder.resolve(name)) + " " + name;
  }
}
