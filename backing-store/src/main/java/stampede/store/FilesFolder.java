package stampede.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a {@link FilesStore}, locked while it is open: what is where in it, and what a failure
 * in it means. Thread-safe, once it is open.
 */
final class FilesFolder implements Closeable {
  private static final int PAGE_BYTES = 4096;
  private static final Pattern TEMPORARY = Pattern.compile("[0-9]+\\.tmp");
  private static final Pattern CHECKPOINT = Pattern.compile("[0-9]{18}");
  private static final Pattern NO_SPACE =
      Pattern.compile("no space|quota", Pattern.CASE_INSENSITIVE);

  private final FileLayer layer;
  private final Path path;
  private final Path temporaries;
  private final Path checkpoints;
  private @Nullable Closeable lock;

  /** A folder that is not open yet, at an absolute path. */
  FilesFolder(FileLayer layer, Path path) {
    this.layer = layer;
    this.path = path;
    this.temporaries = path.resolve("new");
    this.checkpoints = path.resolve("checkpoints");
  }

  /**
   * Makes what is missing, removes what was left half done, and makes durable what is there: its
   * names may be those of a process that ended before it had synchronised them.
   *
   * @throws StoreException.Unavailable where another store holds the folder
   * @throws StoreException.Corrupt where something else has the name of a folder
   */
  void open() throws IOException {
    layer.makeFolder(path);
    Closeable taken = layer.lock(path.resolve("lock"));
    try {
      recover();
      lock = taken;
    } catch (Throwable e) {
      QueuedStore.closeAfter(e, taken);
      throw e;
    }
  }

  private void recover() throws IOException {
    layer.makeFolder(temporaries);
    layer.makeFolder(checkpoints);
    for (String name : layer.names(temporaries)) {
      if (TEMPORARY.matcher(name).matches()) {
        layer.delete(temporaries.resolve(name));
      }
    }
    layer.syncFolder(checkpoints);
    layer.syncFolder(path);
    Path parent = path.getParent();
    if (parent != null) {
      layer.syncFolder(parent);
    }
  }

  FileLayer layer() {
    return layer;
  }

  /** Where the blobs are. */
  Path path() {
    return path;
  }

  /** Where the checkpoints are. */
  Path checkpoints() {
    return checkpoints;
  }

  Path blob(BlobRef ref) {
    return path.resolve(ref.toString());
  }

  Path temporary(long number) {
    return temporaries.resolve(number + ".tmp");
  }

  Path checkpoint(long sequence) {
    return checkpoints.resolve(String.format(Locale.ROOT, "%018d", sequence));
  }

  /** The sequence numbers of the checkpoints that are there, ascending. */
  List<Long> checkpointSequences() throws IOException {
    return layer.names(checkpoints).stream()
        .filter(name -> CHECKPOINT.matcher(name).matches())
        .map(Long::valueOf)
        .sorted()
        .toList();
  }

  /** What a failure at a file means to the user of the store. */
  StoreException failure(Path where, Throwable e) {
    return new StoreException.Unavailable(where + ": " + reason(e), e);
  }

  /** What a failure means where {@code sizeBytes} were to be written. */
  StoreException writeFailure(Path where, long sizeBytes, Throwable e) {
    String reason = reason(e);
    return NO_SPACE.matcher(reason).find() || isFull(sizeBytes, e)
        ? new StoreException.NoSpace(where + ": " + reason, e)
        : failure(where, e);
  }

  private boolean isFull(long sizeBytes, Throwable e) {
    try {
      return layer.usableBytes(path) < sizeBytes + PAGE_BYTES;
    } catch (IOException unknown) {
      e.addSuppressed(unknown);
      return false;
    }
  }

  private static String reason(Throwable e) {
    String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }

  @Override
  public void close() throws IOException {
    Closeable taken = lock;
    if (taken != null) {
      lock = null;
      taken.close();
    }
  }

  @Override
  public String toString() {
    return "files:" + path;
  }
}
