package stampede.loadgen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.store.BadInputException;
import stampede.store.SplitMix;

class CorpusTest {
  @TempDir
  Path folder;

  private Path file(String name, String content) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, content);
  }

  private static String text(Corpus corpus, int key) {
    return new String(corpus.content(key), StandardCharsets.UTF_8);
  }

  @Test
  void filesBelowTheDirectoryAreKeysInTheOrderOfTheirPaths() throws IOException {
    file("b", "second");
    file("c/d/e", "third");
    file("a", "first");
    file("c/empty", "");
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a"));
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    Corpus corpus = Corpus.open("--corpus", folder);
    assertEquals(4, corpus.keyCount());
    assertEquals("first", text(corpus, 0));
    assertEquals("second", text(corpus, 1));
    assertEquals("third", text(corpus, 2));
    assertEquals("", text(corpus, 3));
    assertEquals(0, corpus.unreadableCount());
    assertEquals(0, corpus.cutCount());
  }

  @Test
  void aLongFileIsCutAndCounted() throws IOException {
    byte[] content = new byte[Sizes.BLOB_BYTES_MAX + 1];
    Arrays.fill(content, (byte) 7);
    Files.write(folder.resolve("long"), content);
    Files.write(folder.resolve("just"), Arrays.copyOf(content, Sizes.BLOB_BYTES_MAX));
    Corpus corpus = Corpus.open("--corpus", folder);
    assertEquals(1, corpus.cutCount());
    assertArrayEquals(Arrays.copyOf(content, Sizes.BLOB_BYTES_MAX), corpus.content(1));
  }

  @Test
  void anUnreadableFileIsSkippedAndCounted() throws IOException {
    file("a", "first");
    file("b", "second");
    Corpus corpus = Corpus.open("--corpus", folder, path -> !path.endsWith("a"));
    assertEquals(1, corpus.keyCount());
    assertEquals(1, corpus.unreadableCount());
    assertEquals("second", text(corpus, 0));
  }

  @Test
  void aFileThatVanishesIsAnErrorWithItsPath() throws IOException {
    Path vanishing = file("a", "first");
    Corpus corpus = Corpus.open("--corpus", folder);
    Files.delete(vanishing);
    var failure = assertThrows(UncheckedIOException.class, () -> corpus.content(0));
    assertTrue(failure.getMessage().endsWith("a"), failure.getMessage());
  }

  @Test
  void newSizesAreThoseOfTheFilesEachWithTheSameChance() throws IOException {
    file("a", "x");
    file("b", "xx");
    file("c", "xxx");
    Corpus corpus = Corpus.open("--corpus", folder);
    long[] counts = new long[4];
    LongStream.range(0, 30_000).forEach(i -> counts[corpus.newSizeBytes(SplitMix.at(1, i))]++);
    assertEquals(0, counts[0]);
    for (int size = 1; size <= 3; size++) {
      assertEquals(10_000, counts[size], 300);
    }
  }

  @Test
  void refusesWhatIsNoDirectoryOrHasNoFile() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("only/folders"));
    for (Path path : new Path[] {empty, folder.resolve("none"), file("sub/a", "x")}) {
      var bad = assertThrows(BadInputException.class, () -> Corpus.open("--corpus", path));
      assertEquals("--corpus", bad.field());
      assertTrue(bad.value().startsWith(path.toString()), bad.value());
    }
  }
}
