package stampede.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** The file system of the machine. */
final class DiskLayer implements FileLayer {
  /** The most that is written at once: a channel copies it into memory outside the heap. */
  private static final int CHUNK_BYTES = 1 << 20;

  private record DiskFile(FileChannel channel) implements NewFile {
    @Override
    public void write(byte[] bytes) throws IOException {
      for (int at = 0; at < bytes.length; ) {
        int count = Math.min(CHUNK_BYTES, bytes.length - at);
        at += channel.write(ByteBuffer.wrap(bytes, at, count));
      }
    }

    @Override
    public void sync() throws IOException {
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  @Override
  public Closeable lock(Path file) throws IOException {
    return FileHold.take(file);
  }

  @Override
  public void makeFolder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new StoreException.Corrupt(folder + ": is no directory", e);
      }
    }
  }

  @Override
  public List<String> names(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      return names(files);
    }
  }

  static List<String> names(DirectoryStream<Path> files) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      files.forEach(file -> names.add(file.getFileName().toString()));
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  /** Asks what it is first: to open a pipe would wait for whoever writes to it. */
  @Override
  public byte[] read(Path file, long bytesMax) throws IOException {
    var attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isRegularFile()) {
      throw new StoreException.Corrupt(file + ": is no regular file", null);
    }
    long sizeBytes = attributes.size();
    if (sizeBytes > bytesMax) {
      throw new StoreException.Corrupt(
          file + ": at most " + bytesMax + " bytes are read: " + sizeBytes, null);
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        InputStream bytes = Channels.newInputStream(channel)) {
      return bytes.readNBytes((int) sizeBytes);
    }
  }

  @Override
  public NewFile create(Path file) throws IOException {
    return new DiskFile(
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public long usableBytes(Path folder) throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }
}
