package stampede.store;

import java.nio.file.Path;

class DamagedSqliteFuzzTest extends DamagedStoreFuzz {
  @Override
  protected String uri(Path folder) {
    return "sqlite:" + folder.resolve("a.db") + "?synchronous=OFF&blob-max=64KiB";
  }
}
