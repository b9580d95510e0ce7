package stampede.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreUriTest {
  private static final String SECRET = "hunter2";

  @Test
  void readsSchemeRestAndDecodedParameters() {
    var uri = StoreUri.parse("s3://bucket/a/b?endpoint=http%3A%2F%2Fhost%3A9000&name=%C3%A9+%25");
    assertEquals("s3", uri.scheme());
    assertEquals("//bucket/a/b", uri.rest());
    assertEquals(Optional.of("http://host:9000"), uri.param("endpoint"));
    assertEquals(Optional.of("é+%"), uri.param("name"));
    assertEquals(Optional.empty(), uri.param("absent"));
  }

  @Test
  void aPathNeedsNoEscapes() {
    var uri = StoreUri.parse("sqlite:/tmp/a b/é#1%.db");
    assertEquals("/tmp/a b/é#1%.db", uri.rest());
    assertEquals("sqlite:/tmp/a b/é#1%.db", uri.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "redis://:hunter2@host:6379/0, redis://***@host:6379/0",
    "redis://user:hunter2@host, redis://***@host",
    "redis://user:hun/ter2@host, 'store: redis:***'",
    "redis://user:12/hunter2@host, redis://***@host",
    "redis://user:a@hunter2@host, redis://***@host",
    "redis:user:hunter2@host, redis:***@host",
    "s3://b?secret-key=hunter2, s3://b?secret-key=***",
    "s3://b?seed=1&password=hunter2&latency=2ms, s3://b?seed=1&password=***&latency=2ms",
    "s3://b?endpoint=http://u:hunter2%40host, s3://b?endpoint=***",
    "redis://:hun?ter2=1@host, 'store: redis:***'",
    "redis://u:12?hunter2=1@host, 'store: redis:***'",
    "redis://host?hunter2, 'store: redis:***'",
    "hunter2, 'store: ***'",
    "sqlite:/home/me@work/a.db, sqlite:/home/me@work/a.db",
  })
  void showsNoSecret(String text, String shown) {
    String seen = read(text);
    assertEquals(shown, seen.startsWith("store: ") ? seen.replaceAll(": expected.*", "") : seen);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "sqlite",
        "SQLite:a",
        "1a:b",
        "a b:c",
        "a:b?",
        "a:b?c",
        "a:b?=c",
        "a:b?c=1&",
        "a:b?c=%",
        "a:b?c=%4",
        "a:b?c=%zz",
        "a:b?c=%+1",
        "a:b?c=%ff",
        "a:b?c=1&c=1",
        "a:b\n",
        "a:b?c=\0",
        "a://host:port",
        "a://ho st",
        "a://host:123456",
        "a:b?c=x@y",
      })
  void refusesWhatIsNoStoreUri(String text) {
    assertThrows(BadInputException.class, () -> StoreUri.parse(text));
  }

  @Test
  void refusesParametersThatAStoreDoesNotHave() {
    var uri = StoreUri.parse("sqlite:a?synchronous=OFF&password=hunter2");
    uri.requireOnly("synchronous", "password");
    var refusal = assertThrows(BadInputException.class, () -> uri.requireOnly("synchronous"));
    assertEquals("no parameters but blob-max, synchronous", refusal.expected());
    assertFalse(refusal.getMessage().contains(SECRET), refusal.getMessage());
  }

  @Property(tries = 3000)
  void anyTextIsReadOrRefusedAsBadInput(@ForAll("texts") String text) {
    read(text);
  }

  @Property(tries = 3000)
  void aSecretIsNeverShown(@ForAll("texts") String around, @ForAll("places") String place) {
    String shown = read(place.replace("{}", around.replaceAll("[\\p{Cntrl}]", "") + SECRET));
    assertFalse(shown.contains(SECRET), shown);
  }

  @Example
  void everyPlaceOfASecretIsReadWhereTheSecretIsPlain() {
    for (String place : PLACES) {
      assertFalse(read(place.replace("{}", SECRET)).contains("expected"), place);
    }
  }

  private static final String[] PLACES = {
    "redis://:{}@host:6379/0",
    "redis://{}@host",
    "redis://user:{}@host/0?seed=1",
    "s3://bucket/prefix?secret={}",
    "s3://user:pass@bucket?seed=1&access-key={}&latency=1ms",
  };

  @Provide
  Arbitrary<String> places() {
    return Arbitraries.of(PLACES);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> likely =
        Arbitraries.strings().withChars("ab:/?&=@%41[].~#+ \n\0é").ofMaxLength(24);
    return Arbitraries.oneOf(likely, Arbitraries.strings().ofMaxLength(24));
  }

  /** What a user may see of a URI: its text form, or the message of its refusal. */
  private static String read(String text) {
    try {
      return StoreUri.parse(text).toString();
    } catch (BadInputException e) {
      return e.getMessage();
    }
  }
}
