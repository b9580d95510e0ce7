package stampede.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A million texts, most of them close to an address: each is one, or is refused as none. */
class BlobRefFuzzTest {
  private static final long SEED = 0x5eed1;
  private static final int CASES = 1_000_000;
  private static final Pattern ADDRESS = Pattern.compile("sha256-[0-9a-f]{64}|sha1-[0-9a-f]{40}");

  /** The digits of another script, of full width, and what looks like a digit or a hyphen. */
  private static final String LOOKALIKES = "\u0660\u0669\uff10\uff19\uff41\u0430\u043e\u2010\u00b9";

  @Test
  void everyTextIsAnAddressOrIsRefused() {
    int addresses = 0;
    for (int i = 0; i < CASES; i++) {
      String text = text(new Draws(SEED, i));
      try {
        addresses += parsed(text) ? 1 : 0;
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "seed " + SEED + ", case " + i + ": <" + Draws.escaped(text) + ">", e);
      }
    }
    assertTrue(addresses > CASES / 20 && addresses < CASES / 2, addresses + " addresses");
  }

  private static boolean parsed(String text) {
    boolean address = ADDRESS.matcher(text).matches();
    try {
      assertEquals(text, BlobRef.parse(text).toString());
      assertTrue(address, "taken");
    } catch (BadAddressException e) {
      assertFalse(address, "refused");
      String message = e.getMessage();
      assertTrue(message.length() <= 200, "a message of " + message.length());
      assertTrue(message.chars().allMatch(c -> c >= ' ' && c <= '~'), message);
    }
    return address;
  }

  private static String text(Draws draws) {
    if (draws.oneIn(10)) {
      return draws.text(200);
    }
    HashAlgorithm algorithm = draws.oneOf(HashAlgorithm.values());
    String text =
        BlobRef.ofDigest(algorithm, draws.bytes(algorithm.digestBytes())).toString();
    for (int left = draws.below(3); left > 0; left--) {
      text = mutated(draws, text);
    }
    return text;
  }

  private static String mutated(Draws draws, String text) {
    int at = draws.below(text.length() + 1);
    String head = text.substring(0, at);
    String tail = text.substring(at);
    String rest = tail.isEmpty() ? tail : tail.substring(1);
    return switch (draws.below(12)) {
      case 0 -> head + tail.toUpperCase(Locale.ROOT);
      case 1 -> head + rest;
      case 2 -> head + draws.charOf("0123456789abcdefABCDEFgG-") + tail;
      case 3 -> head + draws.charOf("0123456789abcdef") + rest;
      case 4 -> head + (char) draws.below(0x10000) + rest;
      case 5 -> head + draws.charOf(LOOKALIKES) + rest;
      case 6 -> head + (char) draws.below(' ') + rest;
      case 7 -> head + draws.oneOf("\n", "\r\n", "\0", "\u2028", "\u0085", " ") + tail;
      case 8 ->
        draws.oneOf("sha1", "sha256", "md5", "SHA1", "sha512", "")
            + text.substring(Math.max(0, text.indexOf('-')));
      case 9 -> head;
      case 10 -> tail;
      default -> draws.oneIn(100) ? text.repeat(1 + draws.below(100)) : tail + head;
    };
  }
}
