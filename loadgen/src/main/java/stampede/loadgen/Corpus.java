package stampede.loadgen;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import stampede.store.BadInputException;

/**
 * The regular files below a directory, in the order of their paths: key k is the content of file k.
 * Symbolic links are not followed; files that cannot be read are skipped and counted. Immutable.
 */
public final class Corpus implements BlobSource {
  private record Entry(String name, Path path, long sizeBytes) {}

  private final List<Entry> files;
  private final long unreadableCount;

  private Corpus(List<Entry> files, long unreadableCount) {
    this.files = files;
    this.unreadableCount = unreadableCount;
  }

  /**
   * Lists a directory; reads no file.
   *
   * @param field where the path was given, for the message
   * @throws BadInputException where there is no such directory, or no readable file or more than
   *     {@link Population#KEYS_MAX} in it
   */
  public static Corpus open(String field, Path directory) {
    return open(field, directory, Files::isReadable);
  }

  static Corpus open(String field, Path directory, Predicate<Path> isReadable) {
    if (!Files.isDirectory(directory)) {
      throw bad(field, directory + " (not a directory)", null);
    }
    Lister lister;
    try {
      lister = new Lister(directory.toRealPath(), isReadable);
      Files.walkFileTree(lister.root, lister);
    } catch (IOException e) {
      throw bad(field, directory + " (" + e + ")", e);
    }
    int found = lister.files.size();
    if (found == 0 || found > Population.KEYS_MAX) {
      throw bad(field, directory + " (" + found + " readable files)", null);
    }
    lister.files.sort(Comparator.comparing(Entry::name));
    return new Corpus(List.copyOf(lister.files), lister.unreadableCount);
  }

  private static BadInputException bad(String field, String value, @Nullable IOException cause) {
    return new BadInputException(
        field, value, "a directory with 1 to " + Population.KEYS_MAX + " readable files", cause);
  }

  private static final class Lister extends SimpleFileVisitor<Path> {
    private final List<Entry> files = new ArrayList<>();
    private final Path root;
    private final Predicate<Path> isReadable;
    private long unreadableCount;

    Lister(Path root, Predicate<Path> isReadable) {
      this.root = root;
      this.isReadable = isReadable;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        if (isReadable.test(file)) {
          files.add(new Entry(root.relativize(file).toString(), file, attributes.size()));
        } else {
          unreadableCount++;
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      unreadableCount++;
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
      if (failure != null) {
        unreadableCount++;
      }
      return FileVisitResult.CONTINUE;
    }
  }

  @Override
  public int keyCount() {
    return files.size();
  }

  /**
   * Reads a file, up to {@link Sizes#BLOB_BYTES_MAX}.
   *
   * @throws UncheckedIOException where it cannot be read any more
   */
  @Override
  public byte[] content(int key) {
    Path path = files.get(key).path();
    try (InputStream file = Files.newInputStream(path)) {
      return file.readNBytes(Sizes.BLOB_BYTES_MAX);
    } catch (IOException e) {
      throw new UncheckedIOException(path.toString(), e);
    }
  }

  /** The size of a file, each with the same chance. */
  @Override
  public int newSizeBytes(long bits) {
    int key = (int) Math.multiplyHigh(bits >>> 1, 2L * files.size());
    return (int) Math.min(files.get(key).sizeBytes(), Sizes.BLOB_BYTES_MAX);
  }

  @Override
  public long cutCount() {
    return files.stream()
        .filter(file -> file.sizeBytes() > Sizes.BLOB_BYTES_MAX)
        .count();
  }

  /** How many files and directories could not be read. */
  public long unreadableCount() {
    return unreadableCount;
  }
}
