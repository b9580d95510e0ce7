package stampede.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Keeps each blob in a file of its own, which has the blobref as its name, in one folder. Thread-safe.
 *
 * <pre>
 *   sha256-...        a blob
 *   checkpoints/N     a checkpoint, sealed; the highest number is the newest
 *   new/N.tmp         a file that has no name yet; what is left over is removed at opening
 *   lock              locked by the store that is open
 * </pre>
 *
 * <p>A store completes when the blob's bytes are synchronised, then its file has got its name in one
 * step, then the folder is synchronised; so does a checkpoint, after the blobs that were asked for
 * before it. What is acknowledged survives a crash of the process. It survives a loss of power where
 * the disk and the file system honour fsync(2), and rename(2) is atomic. A file that has its name
 * holds the whole blob in both cases: none is ever torn.
 *
 * <p>A blob that is there already is not written again, but compared; where it is damaged, it is
 * replaced. Where naming or synchronising names has failed once, nothing that is there is relied on
 * until the store is opened again: blobs are then always written. Nothing but an open store may write
 * in the folder.
 *
 * <p>A failure fails the blobs that it concerns: the one that could not be written or named, or all
 * of a group where the folder could not be synchronised. A blob whose store failed may be there or not.
 */
final class FilesStore extends QueuedStore {
  private final FilesFolder folder;

  private FilesStore(
      FilesFolder folder, int blobBytesMax, FilesWriter writer, List<StoreReader> readers) {
    super("files", folder.toString(), blobBytesMax, writer, readers);
    this.folder = folder;
  }

  /**
   * Opens a store, and makes its folder where there is none.
   *
   * @param path absolute, without symbolic links
   * @throws StoreException.Corrupt where something else has the name of one of its folders
   * @throws StoreException.Unavailable where another store is open there, or it cannot be opened for
   *     another reason
   * @throws StoreException.NoSpace where there is no room for its folders
   */
  static FilesStore open(FileLayer layer, Path path, int blobBytesMax) {
    var folder = new FilesFolder(layer, path);
    try {
      folder.open();
      var reader = new FilesReader(folder, blobBytesMax);
      var writer = new FilesWriter(folder);
      var store = new FilesStore(folder, blobBytesMax, writer, List.of(reader, reader));
      store.start();
      return store;
    } catch (StoreException | Error e) {
      closeAfter(e, folder);
      throw e;
    } catch (IOException | RuntimeException e) {
      closeAfter(e, folder);
      throw folder.writeFailure(path, 0, e);
    }
  }

  @Override
  StoreException failure(Throwable e) {
    return folder.failure(folder.path(), e);
  }
}
