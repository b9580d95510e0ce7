package stampede.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BlobsTest {
  @Property
  void contentIsAPureFunctionOfSeedKeyAndSize(
      @ForAll long seed, @ForAll long key, @ForAll @IntRange(max = 300) int sizeBytes) {
    byte[] content = Blobs.content(seed, key, sizeBytes);
    assertEquals(sizeBytes, content.length);
    assertArrayEquals(content, Blobs.content(seed, key, sizeBytes));
    var blob = Blobs.of(seed, key, sizeBytes, HashAlgorithm.SHA256);
    assertArrayEquals(content, blob.bytes());
    assertTrue(blob.verifies());
  }

  @Test
  void keysAndSeedsHaveContentsOfTheirOwn() {
    Set<BlobRef> seen = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      for (long key = 0; key < 1000; key++) {
        assertTrue(seen.add(Blobs.of(seed, key, 8, HashAlgorithm.SHA1).ref()));
      }
    }
  }

  /**
   * Chi-square over byte values, for each position within a word and for the odd tail: 255 degrees
   * of freedom, whose 99.99 % quantile is 346.
   */
  @Test
  void everyByteOfAContentIsUniform() {
    int contents = 25_600;
    for (int position = 0; position < 13; position++) {
      int[] counts = new int[256];
      for (int key = 0; key < contents; key++) {
        counts[Blobs.content(1, key, 13)[position] & 0xff]++;
      }
      double chiSquare = 0;
      for (int count : counts) {
        chiSquare += (count - 100.0) * (count - 100.0) / 100.0;
      }
      assertTrue(chiSquare < 346, "position " + position + ": " + chiSquare);
    }
  }

  @Test
  void sizeZeroIsTheEmptyBlob() {
    assertEquals(
        BlobRef.ofContent(HashAlgorithm.SHA256, new byte[0]),
        Blobs.of(7, 7, 0, HashAlgorithm.SHA256).ref());
  }
}
