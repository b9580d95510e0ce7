package stampede.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock on a file, held against other processes and against the rest of this one. The lock of a
 * process ends when any of its channels to the file is closed (fcntl(2), "Record locks"), so that a
 * file that is held must not be opened again, not even to be refused. Thread-safe.
 */
final class FileHold implements Closeable {
  private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();

  private final Object key;
  private final FileChannel channel;

  private FileHold(Object key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  /**
   * Holds a file, which is made where there is none; the folder that it is in is there.
   *
   * @throws StoreException.Unavailable where it is held already
   */
  static FileHold take(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Object key = Objects.requireNonNullElse(
        Files.readAttributes(folder, BasicFileAttributes.class).fileKey(), folder);
    if (!HELD.add(key)) {
      throw held(file);
    }
    try {
      return new FileHold(key, locked(file));
    } catch (Throwable e) {
      HELD.remove(key);
      throw e;
    }
  }

  private static FileChannel locked(Path file) throws IOException {
    var channel = FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.READ, // To open a pipe for writing alone would wait for a reader.
        StandardOpenOption.WRITE,
        LinkOption.NOFOLLOW_LINKS);
    try {
      if (channel.tryLock() == null) {
        throw held(file);
      }
      return channel;
    } catch (
        OverlappingFileLockException e) { // Locked by this process, but not through this class.
      QueuedStore.closeAfter(e, channel);
      throw held(file);
    } catch (Throwable e) {
      QueuedStore.closeAfter(e, channel);
      throw e;
    }
  }

  private static StoreException held(Path file) {
    return new StoreException.Unavailable(file + ": held by another store that is open", null);
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(key);
    }
  }
}
