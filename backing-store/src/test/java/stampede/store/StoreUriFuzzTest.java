package stampede.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.testkit.LongRun;
import stampede.time.VirtualTime;

/** A million texts: each is the URI of a store, or bad input, and none shows its secret. */
class StoreUriFuzzTest {
  private static final long SEED = 0x5eed2;
  private static final int CASES = 1_000_000;

  /** No scheme can be spelt so. */
  private static final String SECRET = "Hunter_2";

  /**
   * A hole {@code {}} takes noise, and {@code <>} takes noise without an ampersand, which would end
   * the value; in all of them the secret stands where secrets stand.
   */
  private static final String[] PLACES = {
    "redis://{}:" + SECRET + "{}@{}",
    "redis://{}" + SECRET + "{}@host:6379/{}?seed={}",
    "redis:{}:" + SECRET + "@{}?seed={}&blob-max={}",
    "s3://bucket/{}?secret-key=<>" + SECRET + "{}",
    "s3:{}?{}&password=" + SECRET + "&seed={}",
    "sqlite:{}?synchronous=OFF&{}&key=" + SECRET,
  };

  private static final String[] PLAIN = {
    "sqlite:{}?synchronous={}", "sqlite:/tmp/{}", "memory:{}", "memory:?blob-max={}", "{}:{}?{}={}",
  };

  private static final String[] PIECES = {
    "",
    "a",
    "b=1",
    "/",
    "//",
    ":",
    "?",
    "&",
    "=",
    "@",
    "%41",
    "%",
    "%zz",
    "%00",
    "[::1]",
    "#",
    " ",
    "\u00e9",
    "\0",
    "\n",
    "\ud800",
    "..",
    "1KiB",
    "1GiB",
    "2GiB",
    "-1B",
    "9".repeat(40),
    "OFF",
  };

  @TempDir
  Path folder;

  @Test
  void everyTextIsAUriOrBadInputAndShowsNoSecret() {
    int uris = 0;
    for (int i = 0; i < CASES; i++) {
      String text = text(new Draws(SEED, i));
      try {
        uris += read(text) ? 1 : 0;
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "seed " + SEED + ", case " + i + ": <" + Draws.escaped(text) + ">", e);
      }
    }
    assertTrue(uris > CASES / 20 && uris < CASES * 19 / 20, uris + " URIs");
  }

  private static String text(Draws draws) {
    if (draws.oneIn(10)) {
      return draws.text(60).replace(SECRET, "");
    }
    String text = draws.oneIn(2) ? draws.oneOf(PLACES) : draws.oneOf(PLAIN);
    return filled(draws, filled(draws, text, "<>"), "{}");
  }

  private static String filled(Draws draws, String text, String hole) {
    var filled = new StringBuilder();
    int from = 0;
    for (int at = text.indexOf(hole); at >= 0; at = text.indexOf(hole, from)) {
      filled.append(text, from, at);
      for (int left = draws.below(4); left > 0; left--) {
        String noise = draws.oneIn(8) ? draws.text(8) : draws.oneOf(PIECES);
        filled.append(hole.equals("<>") ? noise.replace('&', '+') : noise);
      }
      from = at + hole.length();
    }
    return filled.append(text, from, text.length()).toString();
  }

  private static boolean read(String text) {
    StoreUri uri;
    try {
      uri = StoreUri.parse(text);
    } catch (BadInputException e) {
      requireShowable(e.getMessage());
      return false;
    }
    requireShowable(uri.toString());
    try {
      int bytes = uri.blobBytesMax();
      assertTrue(bytes >= 0 && bytes <= 1 << 30, "blob-max " + bytes);
      uri.requireOnly("synchronous", "seed");
    } catch (BadInputException e) {
      requireShowable(e.getMessage());
    }
    return true;
  }

  private static void requireShowable(String shown) {
    assertFalse(shown.contains(SECRET), shown);
    assertTrue(shown.chars().noneMatch(Character::isISOControl), shown);
  }

  /** Parts of a path, of which each climbs one step at most. */
  private static final String[] STEPS = {
    "..",
    "..",
    "sub/../b.db",
    "../sub",
    ".",
    "",
    "a",
    "a.db",
    "sub",
    "sub/b.db",
    "%2e%2e",
    "%2e%2e",
    "%2E%2e/b.db",
    "..%2fa.db",
    "%2f",
    "sub%2fa.db",
    "~",
    "$HOME",
    " ",
    "*",
    "\u00e9",
    ":memory:",
    "file:x",
    ":resource:x",
    "a?b",
    "a;b",
    "\0",
    "x".repeat(250),
    "y".repeat(300),
    "|ls",
  };

  private static final int STEPS_MAX = 4;

  /** What is there already, {@value #STEPS_MAX} folders deep. */
  private static final List<String> FOLDERS =
      List.of("sub", "%2e%2e/sub", "%2E%2e", "~", "$HOME", " ", "*", "a.db/a.db");

  private static final Blob BLOB = Blobs.of(1, 1, 1, HashAlgorithm.SHA256);

  /** What is made lies where the path leads as it is written, whatever a decoder would read in it. */
  @Test
  void whatIsOpenedLiesWhereItsPathLeads() throws Exception {
    Path deep = folder.toRealPath().resolve("1/2/3/4");
    for (String name : FOLDERS) {
      Files.createDirectories(deep.resolve(name));
    }
    List<Path> before = DamagedStoreFuzz.paths(folder);
    Set<String> here = names(Path.of(""));
    var outcomes = new TreeMap<String, Integer>();
    int cases = LongRun.pick(500, 10_000);
    for (int i = 0; i < cases; i++) {
      String text = uriBelow(new Draws(~SEED, i), deep);
      try {
        outcomes.merge(opened(text, before), 1, Integer::sum);
      } catch (Throwable e) {
        throw new AssertionError(
            "seed " + ~SEED + ", case " + i + ": <" + Draws.escaped(text) + ">", e);
      }
      List<Path> made = made(before);
      Collections.reverse(made);
      for (Path path : made) {
        Files.delete(path);
      }
    }
    assertEquals(here, names(Path.of("")));
    System.out.println(getClass().getSimpleName() + ", " + cases + " cases: " + outcomes);
    for (String expected : List.of(
        "files opened",
        "files opened, .. in it",
        "files opened, %2e in it",
        "sqlite opened",
        "sqlite opened, .. in it",
        "sqlite opened, %2e in it",
        "memory opened",
        "BadInputException",
        "Unavailable")) {
      assertTrue(outcomes.containsKey(expected), expected + " is not among " + outcomes);
    }
  }

  private static String uriBelow(Draws draws, Path deep) {
    if (draws.oneIn(20)) {
      return draws.oneOf("memory:", "sim:") + draws.oneOf("", draws.oneOf(STEPS));
    }
    String scheme = draws.oneOf("sqlite", "files");
    var text = new StringBuilder(scheme).append(draws.oneIn(50) ? "" : ":").append(deep);
    for (int left = draws.below(STEPS_MAX + 1); left > 0; left--) {
      String step =
          draws.oneIn(3) ? draws.oneOf(STEPS) : draws.oneOf("..", "sub", "%2e%2e", "~", "");
      text.append(draws.oneIn(10) ? "" : "/").append(step);
    }
    text.append(draws.oneOf("", "/a.db", "/b.db", "/c" + draws.below(20) + ".db"));
    String own = scheme.equals("sqlite") ? "?synchronous=OFF" : "";
    return text.append(draws.oneOf(own, own, own, own, "", "?blob-max=1B", "?x=y"))
        .toString();
  }

  /** Opens a store and stores a blob, where that goes; and says how it went. */
  private String opened(String text, List<Path> before) throws Exception {
    var time = new VirtualTime();
    try {
      StoreUri uri = StoreUri.parse(text);
      try (BackingStore store = Stores.open(uri, time, time)) {
        store.store(BLOB).get(30, TimeUnit.SECONDS);
        requireAtPlace(text, made(before));
        if (!isOnDisk(text)) {
          return uri.scheme() + " opened";
        }
        Path place = place(text);
        assertEquals(uri.scheme() + ":" + place, store.name());
        assertTrue(Files.exists(place), "nothing is at " + place);
      }
      return uri.scheme() + " opened"
          + (text.contains("/..") ? ", .. in it" : text.contains("%2e") ? ", %2e in it" : "");
    } catch (BadInputException e) {
      assertEquals(List.of(), made(before));
      return shown(e);
    } catch (StoreException e) {
      return shown(e);
    } finally {
      requireAtPlace(text, made(before));
    }
  }

  private static String shown(RuntimeException e) {
    assertTrue(e.getMessage().chars().noneMatch(Character::isISOControl), e.getMessage());
    return e.getClass().getSimpleName();
  }

  private static boolean isOnDisk(String text) {
    return text.startsWith("sqlite:") || text.startsWith("files:");
  }

  /** The path of a URI: what stands before the question mark, and no character of it an escape. */
  private static Path place(String text) {
    String rest = text.substring(text.indexOf(':') + 1);
    int question = rest.indexOf('?');
    return Path.of(question < 0 ? rest : rest.substring(0, question)).normalize();
  }

  private List<Path> made(List<Path> before) throws IOException {
    List<Path> made = new ArrayList<>(DamagedStoreFuzz.paths(folder));
    made.removeAll(Set.copyOf(before));
    return made;
  }

  private static void requireAtPlace(String text, List<Path> made) throws IOException {
    for (Path path : made) {
      assertTrue(isOnDisk(text) && isOf(text, place(text), path.toRealPath()), "made: " + path);
    }
  }

  /** Whether a file may be made by the store of a place: below it, or one of SQLite's beside it. */
  private static boolean isOf(String text, Path place, Path path) {
    return text.startsWith("files:")
        ? path.startsWith(place)
        : Stream.of("", "-journal", "-shm", "-wal").anyMatch(end -> path.endsWith(place + end));
  }

  private static Set<String> names(Path directory) throws IOException {
    try (Stream<Path> present = Files.list(directory)) {
      return present.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
