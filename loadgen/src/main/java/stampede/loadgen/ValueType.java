package stampede.loadgen;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import stampede.store.ByteSizes;
import stampede.time.Durations;

/**
 * A kind of setting: how its text is read, and written so that it reads back equal.
 *
 * @param expected what an error says was expected
 * @param parse throws IllegalArgumentException where the text has another form
 */
record ValueType<T>(
    String expected, Function<String, T> parse, Predicate<T> allowed, Function<T, String> format) {
  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,19}");
  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\[[0-9A-Fa-f:.]+\\]|[^\\s:/\\[\\]]+):(\\d{1,5})");

  /** The value of {@code text}, or IllegalArgumentException. */
  T read(String text) {
    return within(parse.apply(text));
  }

  /** The value itself, or IllegalArgumentException where it is not allowed. */
  T within(T value) {
    if (!allowed.test(value)) {
      throw new IllegalArgumentException(expected);
    }
    return value;
  }

  /** A duration in nanoseconds between two texts, both allowed. */
  static ValueType<Long> duration(String min, String max) {
    long minNanos = Durations.parseNanos(min);
    long maxNanos = Durations.parseNanos(max);
    return new ValueType<>(
        "a duration from " + min + " to " + max + " such as 30s (ns, us, ms, s, m, h)",
        Durations::parseNanos,
        nanos -> nanos >= minNanos && nanos <= maxNanos,
        Durations::format);
  }

  /** A duration of whole seconds. */
  static ValueType<Long> wholeSeconds(String min, String max) {
    ValueType<Long> any = duration(min, max);
    return new ValueType<>(
        "whole seconds from " + min + " to " + max,
        any.parse(),
        any.allowed().and(nanos -> nanos % 1_000_000_000L == 0),
        any.format());
  }

  /** A size in bytes between two texts, both allowed. */
  static ValueType<Long> bytes(String min, String max) {
    long minBytes = ByteSizes.parseBytes(min);
    long maxBytes = ByteSizes.parseBytes(max);
    return new ValueType<>(
        "a size from " + min + " to " + max + " such as 8MiB (B, KiB, MiB, GiB)",
        ByteSizes::parseBytes,
        bytes -> bytes >= minBytes && bytes <= maxBytes,
        ByteSizes::format);
  }

  /** A plain decimal that is allowed. */
  static ValueType<BigDecimal> decimal(String expected, Predicate<BigDecimal> allowed) {
    return new ValueType<>(expected, Decimals::parse, allowed, BigDecimal::toPlainString);
  }

  /** A whole number between two bounds, both allowed. */
  static ValueType<Long> integer(String expected, long min, long max) {
    return new ValueType<>(
        expected,
        text -> {
          if (!INTEGER.matcher(text).matches()) {
            throw new IllegalArgumentException(expected);
          }
          return Long.valueOf(text);
        },
        number -> number >= min && number <= max,
        number -> Long.toString(number));
  }

  /** One of an enum's words. */
  static <E extends Enum<E>> ValueType<E> word(Class<E> type, Function<E, String> word) {
    List<E> all = List.of(type.getEnumConstants());
    String words = all.stream().map(word).collect(Collectors.joining(" or "));
    return new ValueType<>(
        words,
        text -> all.stream()
            .filter(one -> word.apply(one).equals(text))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(words)),
        one -> true,
        word);
  }

  /** A switch that is off by default. */
  static ValueType<Boolean> flag() {
    String expected = "true or false";
    return new ValueType<>(
        expected,
        text -> {
          if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(expected);
          }
          return text.equals("true");
        },
        flag -> true,
        flag -> Boolean.toString(flag));
  }

  static ValueType<Rate> rate() {
    return new ValueType<>(RateParser.EXPECTED, RateParser::parse, rate -> true, Rate::text);
  }

  static ValueType<List<Phase>> phases() {
    return new ValueType<>(Phase.EXPECTED, Phase::parse, phases -> true, Phase::format);
  }

  static ValueType<Sizes> sizes() {
    return new ValueType<>(SizesParser.EXPECTED, SizesParser::parse, sizes -> true, Sizes::text);
  }

  /** Any text that is allowed. */
  static ValueType<String> text(String expected, Predicate<String> allowed) {
    return new ValueType<>(expected, text -> text, allowed, text -> text);
  }

  /** A host with a port, or the word {@code env}. */
  static ValueType<String> address() {
    return text("HOST:PORT with a port from 1 to 65535, or env", text -> {
      var matcher = ADDRESS.matcher(text);
      return text.equals("env")
          || (matcher.matches() && isPort(Integer.parseInt(matcher.group(1))));
    });
  }

  private static boolean isPort(int number) {
    return number >= 1 && number <= 65_535;
  }

  /** Texts separated by commas; a key that repeats adds to the list. */
  static ValueType<List<String>> list(String expected) {
    return new ValueType<>(
        expected,
        text -> Arrays.stream(text.split(",", -1)).map(String::strip).toList(),
        list -> list.stream().noneMatch(String::isEmpty),
        list -> String.join(",", list));
  }
}
