package stampede.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a {@link FilesStore} asks of a file system. Paths are absolute; a symbolic link in the place of
 * a file is never followed. Thread-safe.
 *
 * <p>Bytes are durable once their file is synchronised, and the names in a folder, whether made,
 * replaced or removed, once the folder is.
 */
interface FileLayer {
  /** A file that was made and is open. For one thread. */
  interface NewFile extends Closeable {
    /** Writes all of {@code bytes} behind what was written. */
    void write(byte[] bytes) throws IOException;

    /** Makes what was written durable. Where it fails, nothing is known of the file's bytes. */
    void sync() throws IOException;
  }

  /**
   * Holds a file, which is made where there is none, until the result is closed.
   *
   * @throws StoreException.Unavailable where it is held, by this process or by another
   */
  Closeable lock(Path file) throws IOException;

  /**
   * Makes a folder where there is none.
   *
   * @throws StoreException.Corrupt where something else has the name
   */
  void makeFolder(Path folder) throws IOException;

  /** The names in a folder, in no order. */
  List<String> names(Path folder) throws IOException;

  /**
   * The bytes of a file.
   *
   * @throws java.nio.file.NoSuchFileException where there is none
   * @throws StoreException.Corrupt where it is no regular file, or is larger than {@code bytesMax}
   */
  byte[] read(Path file, long bytesMax) throws IOException;

  /** Makes a file of a name that is free. */
  NewFile create(Path file) throws IOException;

  /** Gives a file another name of the same file system in one step, in the place of what had it. */
  void rename(Path from, Path to) throws IOException;

  /** Removes a file, where there is one. */
  void delete(Path file) throws IOException;

  /** Makes the names in a folder durable. */
  void syncFolder(Path folder) throws IOException;

  /** The bytes that may still be written to the file system of a folder. */
  long usableBytes(Path folder) throws IOException;
}
