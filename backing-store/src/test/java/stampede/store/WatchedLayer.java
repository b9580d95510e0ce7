package stampede.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A layer that tells a watcher of what it is about to do, which may fail them. As thread-safe as it. */
final class WatchedLayer implements FileLayer {
  /** What is about to be done. */
  enum Operation {
    LIST,
    READ,
    CREATE,
    WRITE,
    SYNC,
    RENAME,
    DELETE,
    SYNC_FOLDER
  }

  /** Told of an operation and of the file or folder that it is about; of a renaming, the new name. */
  interface Watcher {
    void before(Operation operation, Path path) throws IOException;
  }

  private final FileLayer layer;
  private final Watcher watcher;
  private volatile long usableBytes = Long.MAX_VALUE;

  WatchedLayer(FileLayer layer, Watcher watcher) {
    this.layer = layer;
    this.watcher = watcher;
  }

  /** Sets what {@link #usableBytes} returns. */
  void setUsableBytes(long usableBytes) {
    this.usableBytes = usableBytes;
  }

  @Override
  public Closeable lock(Path file) throws IOException {
    return layer.lock(file);
  }

  @Override
  public void makeFolder(Path folder) throws IOException {
    layer.makeFolder(folder);
  }

  @Override
  public List<String> names(Path folder) throws IOException {
    watcher.before(Operation.LIST, folder);
    return layer.names(folder);
  }

  @Override
  public byte[] read(Path file, long bytesMax) throws IOException {
    watcher.before(Operation.READ, file);
    return layer.read(file, bytesMax);
  }

  @Override
  public NewFile create(Path path) throws IOException {
    watcher.before(Operation.CREATE, path);
    NewFile file = layer.create(path);
    return new NewFile() {
      @Override
      public void write(byte[] bytes) throws IOException {
        watcher.before(Operation.WRITE, path);
        file.write(bytes);
      }

      @Override
      public void sync() throws IOException {
        watcher.before(Operation.SYNC, path);
        file.sync();
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    watcher.before(Operation.RENAME, to);
    layer.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    watcher.before(Operation.DELETE, file);
    layer.delete(file);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    watcher.before(Operation.SYNC_FOLDER, folder);
    layer.syncFolder(folder);
  }

  @Override
  public long usableBytes(Path folder) {
    return usableBytes;
  }
}
