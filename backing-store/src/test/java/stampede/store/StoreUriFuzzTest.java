package stampede.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.testkit.LongRun;
import stampede.testkit.VirtualTime;

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

  private static final String[] STEPS = {
    "..",
    ".",
    "",
    "a",
    "a.db",
    "sub",
    "sub/b.db",
    "%2e%2e",
    "%2f",
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

  /**
   * Paths below a folder that lies deep in the scratch folder; none climbs as far as that is deep.
   */
  @Test
  void whatIsOpenedStaysWhereItsPathLeads() throws IOException {
    Path deep = folder.resolve("1/2/3/4/5/6/7/8");
    Files.createDirectories(deep.resolve("sub"));
    Set<String> here = names(Path.of(""));
    var outcomes = new TreeMap<String, Integer>();
    int cases = LongRun.pick(1000, 10_000);
    for (int i = 0; i < cases; i++) {
      String text = path(new Draws(~SEED, i), deep);
      try {
        outcomes.merge(opened(text), 1, Integer::sum);
      } catch (RuntimeException e) {
        throw new AssertionError(
            "seed " + ~SEED + ", case " + i + ": <" + Draws.escaped(text) + ">", e);
      }
    }
    assertEquals(Set.of("1"), names(folder));
    assertEquals(here, names(Path.of("")));
    for (String outcome : List.of("opened", "BadInputException", "Unavailable")) {
      assertTrue(outcomes.containsKey(outcome), outcomes.toString());
    }
  }

  private static String path(Draws draws, Path deep) {
    if (draws.oneIn(20)) {
      return "memory:" + draws.oneOf(STEPS);
    }
    var text = new StringBuilder(draws.oneIn(50) ? "sqlite" : "sqlite:").append(deep);
    int climbed = 0;
    for (int left = draws.below(5); left > 0; left--) {
      String step = draws.oneOf(STEPS);
      climbed += step.equals("..") ? 1 : 0;
      text.append(draws.oneIn(8) ? "" : "/").append(climbed > 4 ? "a" : step);
    }
    return text.append(draws.oneOf("", "/a.db", "/b.db", "/c" + draws.below(20) + ".db"))
        .append(draws.oneOf("?synchronous=OFF", "?synchronous=OFF", "", "?blob-max=1B", "?x=y"))
        .toString();
  }

  private static String opened(String text) {
    var time = new VirtualTime();
    try {
      Stores.open(StoreUri.parse(text), time, time).close();
      return "opened";
    } catch (BadInputException | StoreException e) {
      assertTrue(e.getMessage().chars().noneMatch(Character::isISOControl), e.getMessage());
      return e.getClass().getSimpleName();
    }
  }

  private static Set<String> names(Path directory) throws IOException {
    try (Stream<Path> present = Files.list(directory)) {
      return present.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
