package stampede.loadgen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;
import stampede.store.BadInputException;

class TraceFileTest {
  @TempDir
  Path folder;

  private static byte[] bytes(int... keys) {
    ByteBuffer buffer = ByteBuffer.allocate(keys.length * Integer.BYTES);
    buffer.asIntBuffer().put(keys);
    return buffer.array();
  }

  private Path plain(byte[] content) throws IOException {
    return Files.write(folder.resolve("a.trace"), content);
  }

  private Path xz(byte[] content) throws IOException {
    Path path = folder.resolve("a.trace.xz");
    try (OutputStream out = new XZOutputStream(Files.newOutputStream(path), new LZMA2Options())) {
      out.write(content);
    }
    return path;
  }

  private static int[] keys(TraceFile trace) {
    return IntStream.range(0, trace.length()).map(trace::key).toArray();
  }

  private void assertRefused(Path path, String reason) {
    var bad = assertThrows(BadInputException.class, () -> TraceFile.read("--trace", path));
    assertEquals("--trace", bad.field());
    assertTrue(bad.value().startsWith(path.toString()), bad.value());
    assertTrue(bad.value().contains(reason), bad.value());
    assertTrue(bad.expected().contains("big-endian 32-bit keys"), bad.expected());
  }

  @Test
  void keysAreNumberedByFirstAppearance() throws IOException {
    byte[] content = bytes(7, -1, 0x01020304, -1, 7, Integer.MIN_VALUE);
    for (Path path : new Path[] {plain(content), xz(content)}) {
      TraceFile trace = TraceFile.read("--trace", path);
      assertArrayEquals(new int[] {0, 1, 2, 1, 0, 3}, keys(trace));
      assertEquals(4, trace.keyCount());
    }
  }

  @Test
  void readsMoreThanABufferful() throws IOException {
    int[] keys = IntStream.range(0, 200_000).map(i -> i * 31 % 5003).toArray();
    TraceFile trace = TraceFile.read("--trace", xz(bytes(keys)));
    assertEquals(200_000, trace.length());
    assertEquals(5003, trace.keyCount());
    assertEquals(trace.key(17), trace.key(17 + 5003));
  }

  @Test
  void refusesAMissingFileAndADirectory() {
    assertRefused(folder.resolve("none"), "no such file");
    assertRefused(folder, "");
  }

  @Test
  void refusesAnEmptyFileAndAPartOfAKey() throws IOException {
    assertRefused(plain(new byte[0]), "empty");
    assertRefused(xz(new byte[0]), "empty");
    assertRefused(plain(Arrays.copyOf(bytes(1, 2), 7)), "no multiple of 4");
    assertRefused(xz(Arrays.copyOf(bytes(1, 2), 5)), "no multiple of 4");
  }

  @Test
  void refusesADamagedAndATruncatedFile() throws IOException {
    int[] keys = IntStream.range(0, 10_000).map(i -> i * i).toArray();
    byte[] whole = Files.readAllBytes(xz(bytes(keys)));
    byte[] damaged = whole.clone();
    damaged[whole.length / 2] ^= 1;
    assertRefused(plain(damaged), "");
    for (int length : new int[] {8, 100, whole.length - 1}) {
      assertRefused(plain(Arrays.copyOf(whole, length)), "");
    }
  }

  @Test
  void readsARealTrace() {
    Path real = Path.of("../../shared/data/cache2k/web07.trace.xz");
    assumeTrue(
        Files.exists(real), "no ../shared/data/cache2k/web07.trace.xz beside the repository");
    TraceFile trace = TraceFile.read("--trace", real);
    assertEquals(76_118, trace.length());
    assertEquals(20_484, trace.keyCount());
  }
}
