package stampede.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.testkit.LongRun;
import stampede.time.VirtualTime;

/**
 * Opens and uses a store whose files were damaged at random. Whatever it says must be an answer of a
 * store, and soon; whatever it does stays in its folder. A subclass names the kind of store.
 */
abstract class DamagedStoreFuzz {
  private static final long SEED = 0x5eed3;
  private static final int BLOBS = 40;
  private static final int SIZE_MAX = 20 << 10;

  /** For a case, from its opening to its closing: it only keeps a store that waits from hanging. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir
  Path scratch;

  private final TreeMap<String, Integer> outcomes = new TreeMap<>();

  /** The URI of a store whose files all lie in {@code folder}. */
  protected abstract String uri(Path folder);

  /** Does one damage in {@code folder}, and says which. */
  protected String damage(Draws draws, Path folder) throws IOException {
    return Damage.one(draws, folder);
  }

  private BackingStore open(Path folder) {
    var time = new VirtualTime();
    return Stores.open(StoreUri.parse(uri(folder)), time, time);
  }

  private static Blob blob(int key) {
    int sizeBytes = (int) (Math.pow((double) key / BLOBS, 2) * SIZE_MAX);
    return Blobs.of(3, key, sizeBytes, HashAlgorithm.values()[key % 2]);
  }

  /** A store as it was closed, and one as a kill leaves it. */
  private List<Path> makeTemplates() throws Exception {
    Path closed = Files.createDirectory(scratch.resolve("closed"));
    Path killed = scratch.resolve("killed");
    try (var store = open(closed)) {
      for (int key = 0; key < BLOBS; key++) {
        store.store(blob(key)).get(30, TimeUnit.SECONDS);
      }
      for (int i = 0; i < 3; i++) {
        store.putCheckpoint(Blobs.content(4, i, 5000 * i)).get(30, TimeUnit.SECONDS);
      }
      copy(closed, killed);
    }
    return List.of(closed, killed);
  }

  @Test
  void aDamagedStoreAnswersAsAStore() throws Exception {
    List<Path> templates = makeTemplates();
    String before = contents();
    int cases = LongRun.pick(200, 10_000);
    for (int i = 0; i < cases; i++) {
      var draws = new Draws(SEED, i);
      Path folder = scratch.resolve("case");
      copy(draws.oneOf(templates.toArray(Path[]::new)), folder);
      List<String> damage = new ArrayList<>();
      try {
        for (int left = 1 + draws.below(3); left > 0; left--) {
          damage.add(damage(draws, folder));
        }
        int fuzzCase = i;
        assertTimeoutPreemptively(LIMIT, () -> use(folder, fuzzCase));
      } catch (Throwable e) {
        throw new AssertionError("seed " + SEED + ", case " + i + ": " + damage, e);
      }
      delete(folder);
    }
    assertEquals(before, contents(), "what lies beside the damaged store");
    System.out.println(getClass().getSimpleName() + ", " + cases + " cases: " + outcomes);
    for (String expected : List.of("load: intact", "open: opened", "store: done")) {
      assertTrue(outcomes.containsKey(expected), expected + " is not among " + outcomes);
    }
    assertTrue(outcomes.keySet().stream().anyMatch(outcome -> outcome.contains("Corrupt")));
  }

  private void use(Path folder, int i) throws Exception {
    BackingStore store;
    try {
      store = open(folder);
      count("open", "opened");
    } catch (StoreException | BadInputException e) {
      count("open", named(e));
      return;
    }
    try {
      List<CompletableFuture<Optional<byte[]>>> loads = new ArrayList<>();
      for (int key = 0; key < BLOBS; key++) {
        loads.add(store.load(blob(key).ref()));
      }
      for (int key = 0; key < BLOBS; key++) {
        count("load", loaded(loads.get(key), blob(key).ref()));
      }
      Blob fresh = Blobs.of(5, i, 3000, HashAlgorithm.SHA256);
      count("store", done(store.store(fresh)));
      count("load again", loaded(store.load(fresh.ref()), fresh.ref()));
      count("put", done(store.putCheckpoint(fresh.bytes())));
      count("checkpoints", done(store.checkpoints()));
    } finally {
      try {
        store.close();
      } catch (StoreException e) {
        count("close", named(e));
      }
    }
  }

  private static String loaded(CompletableFuture<Optional<byte[]>> load, BlobRef ref)
      throws Exception {
    String done = done(load);
    if (!done.equals("done")) {
      return done;
    }
    return load.get()
        .map(bytes -> Blob.trusted(ref, bytes).verifies() ? "intact" : "of another digest")
        .orElse("absent");
  }

  /** How a future ended; it fails with nothing but a {@link StoreException}. */
  private static String done(CompletableFuture<?> answer) throws InterruptedException {
    try {
      answer.get();
      return "done";
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreException failure) {
        return named(failure);
      }
      throw new AssertionError("no failure of a store", e.getCause());
    }
  }

  private static String named(RuntimeException e) {
    assertTrue(e.getMessage().length() < 1000, e.getMessage());
    assertTrue(e.getMessage().chars().noneMatch(Character::isISOControl), e.getMessage());
    return e.getClass().getSimpleName();
  }

  private void count(String what, String outcome) {
    outcomes.merge(what + ": " + outcome, 1, Integer::sum);
  }

  /** Every path below the scratch folder, with the digest of what each file holds. */
  private String contents() throws IOException {
    var contents = new StringBuilder();
    for (Path path : paths(scratch)) {
      contents.append(scratch.relativize(path)).append(' ');
      if (Files.isRegularFile(path)) {
        contents.append(BlobRef.ofContent(HashAlgorithm.SHA1, Files.readAllBytes(path)));
      }
      contents.append('\n');
    }
    return contents.toString();
  }

  /** A folder with all below it, each after what holds it. */
  static List<Path> paths(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted().toList();
    }
  }

  /** The files below a folder; a link is none, wherever it leads. */
  static List<Path> files(Path folder) throws IOException {
    return paths(folder).stream()
        .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
        .toList();
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Path path : paths(from)) {
      Files.copy(path, to.resolve(from.relativize(path).toString()));
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> paths = paths(folder);
    for (int i = paths.size() - 1; i >= 0; i--) {
      Files.delete(paths.get(i));
    }
  }
}
