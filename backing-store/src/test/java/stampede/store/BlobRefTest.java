package stampede.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlobRefTest {
  private static final String EMPTY_SHA1 = "sha1-da39a3ee5e6b4b0d3255bfef95601890afd80709";
  private static final String EMPTY_SHA256 =
      "sha256-e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  /** The empty blob of RFC 10, and "abc" of FIPS 180-2, appendices A.1 and B.1. */
  @ParameterizedTest
  @CsvSource({
    "SHA1, '', " + EMPTY_SHA1,
    "SHA256, '', " + EMPTY_SHA256,
    "SHA1, abc, sha1-a9993e364706816aba3e25717850c26c9cd0d89d",
    "SHA256, abc, sha256-ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  })
  void addressesAreThePublishedDigests(HashAlgorithm algorithm, String content, String address) {
    assertEquals(address, BlobRef.ofContent(algorithm, content.getBytes(UTF_8)).toString());
  }

  @Property
  void textAndDigestRoundTrip(@ForAll byte[] content, @ForAll HashAlgorithm algorithm) {
    var ref = BlobRef.ofContent(algorithm, content);
    for (var again :
        new BlobRef[] {BlobRef.parse(ref.toString()), BlobRef.ofDigest(algorithm, ref.digest())}) {
      assertEquals(ref, again);
      assertEquals(ref.hashCode(), again.hashCode());
      assertArrayEquals(ref.digest(), again.digest());
    }
  }

  @Property
  void whatIsPutIntoABufferIsGotBack(@ForAll byte[] content, @ForAll HashAlgorithm algorithm) {
    var ref = BlobRef.ofContent(algorithm, content);
    var buffer = ByteBuffer.allocate(BlobRef.PADDED_BYTES + 2).put(0, (byte) 9);
    ref.putPadded(buffer, 1);
    assertEquals(ref, BlobRef.getPadded(algorithm, buffer, 1));
    byte[] padded = Arrays.copyOf(ref.digest(), BlobRef.PADDED_BYTES + 1);
    assertArrayEquals(padded, Arrays.copyOfRange(buffer.array(), 1, BlobRef.PADDED_BYTES + 2));
    assertEquals(9, buffer.get(0));
  }

  @Property
  void anyOtherBitIsAnotherAddress(@ForAll HashAlgorithm algorithm, @ForAll int bit) {
    var ref = BlobRef.ofContent(algorithm, new byte[] {1});
    byte[] digest = ref.digest();
    int at = Math.floorMod(bit, digest.length * Byte.SIZE);
    digest[at / Byte.SIZE] ^= (byte) (1 << at % Byte.SIZE);
    assertNotEquals(ref, BlobRef.ofDigest(algorithm, digest));
  }

  @Test
  void aSha1AddressIsNoSha256AddressOfTheSameBits() {
    byte[] digest = new byte[20];
    digest[0] = 7;
    var sha1 = BlobRef.ofDigest(HashAlgorithm.SHA1, digest);
    var sha256 = BlobRef.ofDigest(HashAlgorithm.SHA256, Arrays.copyOf(digest, 32));
    assertNotEquals(sha1, sha256);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha1-",
        "sha1-da39a3ee5e6b4b0d3255bfef95601890afd8070",
        "sha1-da39a3ee5e6b4b0d3255bfef95601890afd807090",
        "sha1-da39a3ee5e6b4b0d3255bfef95601890afd8070g",
        "SHA1-da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "sha256-da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709",
        " sha1-da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "md5-d41d8cd98f00b204e9800998ecf8427e",
      })
  void refusesWhatIsNoAddress(String text) {
    assertThrows(IllegalArgumentException.class, () -> BlobRef.parse(text));
  }

  @Test
  void refusesUpperCase() {
    assertEquals(EMPTY_SHA1, BlobRef.parse(EMPTY_SHA1).toString());
    String upper = "sha1-" + EMPTY_SHA1.substring(5).toUpperCase(Locale.ROOT);
    assertThrows(IllegalArgumentException.class, () -> BlobRef.parse(upper));
  }

  @Test
  void refusesADigestOfAnotherLength() {
    assertThrows(
        IllegalArgumentException.class, () -> BlobRef.ofDigest(HashAlgorithm.SHA1, new byte[32]));
  }

  @Test
  void aBlobKnowsWhetherItsContentIsItsAddress() {
    byte[] bytes = {1, 2, 3};
    var blob = Blob.of(HashAlgorithm.SHA256, bytes);
    assertTrue(blob.verifies());
    assertEquals(3, blob.sizeBytes());
    assertFalse(Blob.trusted(blob.ref(), new byte[] {1, 2, 4}).verifies());
  }
}
