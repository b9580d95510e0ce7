package stampede.store;

import java.util.stream.Collectors;

/** What a fuzz test draws for one of its cases, from its seed and the case alone. For one thread. */
final class Draws {
  private final SplitMix words;

  Draws(long seed, long fuzzCase) {
    this.words = new SplitMix(SplitMix.mix(seed ^ SplitMix.mix(fuzzCase)));
  }

  /** A number from 0 to {@code bound - 1}. */
  int below(int bound) {
    return (int) ((words.next() >>> 33) % bound);
  }

  boolean oneIn(int count) {
    return below(count) == 0;
  }

  char charOf(String characters) {
    return characters.charAt(below(characters.length()));
  }

  @SafeVarargs
  final <T> T oneOf(T... choices) {
    return choices[below(choices.length)];
  }

  byte[] bytes(int count) {
    return Blobs.content(words.next(), 0, count);
  }

  /** Up to {@code lengthMax - 1} characters of any kind: half of them plain, half of the BMP. */
  String text(int lengthMax) {
    var text = new StringBuilder();
    for (int left = below(lengthMax); left > 0; left--) {
      text.append((char) (oneIn(2) ? ' ' + below(95) : below(0x10000)));
    }
    return text.toString();
  }

  /** A text as a string literal holds it, so that a case can be read in a report. */
  static String escaped(String text) {
    return text.chars()
        .mapToObj(c -> c >= ' ' && c <= '~' ? Character.toString(c) : String.format("\\u%04x", c))
        .collect(Collectors.joining());
  }
}
