package stampede.cache;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import stampede.store.BackingStore;
import stampede.store.StoreUri;
import stampede.store.Stores;
import stampede.testkit.RealTime;
import stampede.testkit.StoreConformance;

/** What every backing store promises holds for the cache over it. */
class CacheConformanceTest {
  abstract static class OfCache extends StoreConformance {
    @TempDir
    Path folder;

    @Override
    protected BackingStore open() {
      RealTime time = RealTime.INSTANCE;
      return new CacheAsStore(Stores.open(StoreUri.parse(uri()), time, time), time, time);
    }
  }

  @Nested
  class OverMemory extends OfCache {
    @Override
    protected String uri() {
      return "memory:";
    }

    @Override
    protected boolean outlivesClosing() {
      return false;
    }
  }

  @Nested
  class OverSqlite extends OfCache {
    @Override
    protected String uri() {
      return "sqlite:" + folder.resolve("store.sqlite");
    }
  }

  @Nested
  class OverFiles extends OfCache {
    @Override
    protected String uri() {
      return "files:" + folder.resolve("blobs");
    }
  }

  @Nested
  class OverSim extends OfCache {
    @Override
    protected String uri() {
      return "sim:?latency=exponential,mean=200us&seed=1";
    }

    @Override
    protected boolean outlivesClosing() {
      return false;
    }
  }
}
