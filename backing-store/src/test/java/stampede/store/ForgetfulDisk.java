package stampede.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * The life of a {@link FilesStore} on a {@link ForgetfulLayer}: it is used, stopped at a step, looked
 * at, and opened again, as a seed decides. For one thread.
 */
final class ForgetfulDisk {
  /** What became of the promises, over the lives of many disks. */
  static final class Tally {
    int cuts;
    int cutsWhileOpening;
    int acknowledged;
    int lost;
    int torn;
    /** The first of them. */
    final List<String> findings = new ArrayList<>();

    private void lost(String what) {
      lost++;
      found("lost: " + what);
    }

    private void torn(String what) {
      torn++;
      found("torn: " + what);
    }

    private void found(String what) {
      if (findings.size() < FINDINGS_MAX) {
        findings.add(what);
      }
    }
  }

  private static final Path FOLDER = Path.of("/blobs");
  private static final int KEYS = 20;
  private static final List<Blob> BLOBS = IntStream.range(0, KEYS)
      .mapToObj(key -> Blobs.of(1, key, key * 17, HashAlgorithm.SHA256))
      .toList();
  private static final int FINDINGS_MAX = 20;
  private static final int STEPS_MAX = 120;
  private static final int GROUP_MAX = 6;

  private final String name;
  private final Tally tally;
  private final SplitMix draws;
  private final ForgetfulLayer layer;
  private final double failureShare;
  private final TreeSet<Integer> stored = new TreeSet<>();
  private final TreeSet<Integer> checkpoints = new TreeSet<>();
  private int nextCheckpoint;

  ForgetfulDisk(long seed, ForgetfulLayer.Flaw flaw, double failureShare, Tally tally) {
    this.name = "seed " + seed + ", " + flaw + ", failures " + failureShare;
    this.tally = tally;
    this.draws = new SplitMix(~seed);
    this.layer = new ForgetfulLayer(seed, flaw);
    this.failureShare = failureShare;
  }

  /** Uses the store until the power was cut so many times; between them the process may be killed. */
  void live(int cuts) throws IOException {
    for (int cut = 0; cut < cuts; ) {
      layer.fail(failureShare);
      layer.stopAfter(draw(STEPS_MAX));
      boolean opened = use();
      boolean power = draws.nextUnit() < 0.7;
      if (power) {
        layer.losePower();
        cut++;
        tally.cuts++;
        tally.cutsWhileOpening += opened ? 0 : 1;
        look(layer.files(FOLDER), layer.files(FOLDER.resolve("checkpoints")), "cut " + cut);
      } else {
        layer.loseProcess();
      }
    }
    layer.fail(0);
    read();
  }

  private int draw(int bound) {
    return (int) (draws.nextUnit() * bound);
  }

  /** Opens the store and uses it until it is stopped; whether it could be opened. */
  private boolean use() {
    var folder = new FilesFolder(layer, FOLDER);
    try {
      folder.open();
      var writer = new FilesWriter(folder);
      while (!layer.isStopped()) {
        store(writer);
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void store(FilesWriter writer) {
    List<StoreWrite> group = new ArrayList<>();
    List<Runnable> notes = new ArrayList<>();
    for (int i = draw(GROUP_MAX); i >= 0; i--) {
      var answer = new CompletableFuture<Void>();
      if (draw(4) == 0) {
        int number = nextCheckpoint++;
        byte[] value = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
        group.add(new StoreWrite.OfCheckpoint(Checkpoint.of(value), answer));
        notes.add(() -> checkpoints.add(number));
      } else {
        int key = draw(KEYS);
        group.add(new StoreWrite.OfBlob(BLOBS.get(key), answer));
        notes.add(() -> stored.add(key));
      }
    }
    writer.store(group);
    for (int i = 0; i < group.size(); i++) {
      CompletableFuture<Void> answer = group.get(i).answer();
      if (!answer.isDone()) {
        throw new AssertionError(name + ": not answered");
      }
      if (!answer.isCompletedExceptionally()) {
        tally.acknowledged++;
        notes.get(i).run();
      }
    }
  }

  /** Looks at what is there, before any store does. */
  private void look(Map<String, byte[]> blobs, Map<String, byte[]> sealed, String when) {
    for (int key = 0; key < KEYS; key++) {
      Blob blob = BLOBS.get(key);
      byte[] there = blobs.get(blob.ref().toString());
      if (there != null && !Arrays.equals(there, blob.bytes())) {
        tally.torn(name + ", " + when + ": blob " + key);
      } else if (there == null && stored.contains(key)) {
        tally.lost(name + ", " + when + ": blob " + key);
      }
    }
    List<Integer> newest = new ArrayList<>();
    sealed.keySet().stream()
        .sorted(Comparator.reverseOrder())
        .limit(BackingStore.CHECKPOINTS_MAX)
        .forEach(file -> {
          try {
            newest.add(number(Checkpoint.open(file, sealed.get(file)).value()));
          } catch (StoreException.Corrupt e) {
            tally.torn(name + ", " + when + ": checkpoint " + file);
          }
        });
    look(newest, when);
  }

  /** An acknowledged checkpoint is there, or as many as are kept are newer. */
  private void look(List<Integer> newest, String when) {
    for (int i = 1; i < newest.size(); i++) {
      if (newest.get(i - 1) <= newest.get(i)) {
        tally.torn(name + ", " + when + ": the order of the checkpoints " + newest);
      }
    }
    int oldest = newest.size() == BackingStore.CHECKPOINTS_MAX ? newest.get(newest.size() - 1) : 0;
    for (int number : checkpoints.tailSet(oldest)) {
      if (!newest.contains(number)) {
        tally.lost(name + ", " + when + ": checkpoint " + number + ", there are " + newest);
      }
    }
  }

  private static int number(byte[] value) {
    return Integer.parseInt(new String(value, StandardCharsets.UTF_8));
  }

  /** Opens the store once more, and reads what it holds. */
  private void read() throws IOException {
    var folder = new FilesFolder(layer, FOLDER);
    folder.open();
    var reader = new FilesReader(folder, 1 << 20);
    for (int key : stored) {
      Blob blob = BLOBS.get(key);
      if (!Arrays.equals(reader.blob(blob.ref()).orElse(null), blob.bytes())) {
        tally.lost(name + ", opened: blob " + key);
      }
    }
    try {
      look(reader.checkpoints().stream().map(ForgetfulDisk::number).toList(), "opened");
    } catch (StoreException.Corrupt e) {
      tally.torn(name + ", opened: " + e.getMessage());
    }
    if (!layer.files(FOLDER.resolve("new")).isEmpty()) {
      tally.found("left over: " + name);
    }
  }
}
