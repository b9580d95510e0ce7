package stampede.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A disk in memory that stops at a step, and at a power cut forgets what was not synchronised: of each
 * file, bytes; of each change of names, the change. What it forgets is drawn from a seed. For one
 * thread.
 *
 * <p>It keeps less than a real disk would. A change of names is lost or kept whatever becomes of the
 * changes before and after it; a renaming that is kept takes the old name away only where that folder
 * is synchronised too, or by chance; a file whose synchronisation has failed is never durable, though
 * a later one answers well; nor are the changes of a folder whose synchronisation has failed, until
 * the store is opened again.
 */
final class ForgetfulLayer implements FileLayer {
  /** What a disk, or who uses it, may do wrong. */
  enum Flaw {
    NONE,
    FILES_ARE_NOT_SYNCED,
    FOLDERS_ARE_NOT_SYNCED
  }

  private sealed interface Node {}

  private static final class Bytes implements Node {
    private byte[] written = new byte[0];
    private boolean durable;
    private boolean spoilt;
  }

  private static final class Folder implements Node {
    private Map<String, Node> names = new TreeMap<>();
    private Map<String, Node> durable = new TreeMap<>();
  }

  /** A change of names: of one that is removed, of one that is given, or of both in one step. */
  private static final class Change {
    private final Path removed;
    private final Path given;
    private final Node node;
    private boolean stuck;

    Change(Path removed, Path given, Node node) {
      this.removed = removed;
      this.given = given;
      this.node = node;
    }

    boolean touches(Path folder) {
      return folder.equals(parent(removed)) || folder.equals(parent(given));
    }

    private static Path parent(Path path) {
      return path == null ? null : path.getParent();
    }
  }

  private final SplitMix draws;
  private final Flaw flaw;
  private double failureShare;
  private final Folder root = new Folder();
  private final Map<Path, Folder> folders = new HashMap<>();
  private List<Change> changes = new ArrayList<>();
  private long stepsLeft = Long.MAX_VALUE;

  /** An empty disk. */
  ForgetfulLayer(long seed, Flaw flaw) {
    this.draws = new SplitMix(seed);
    this.flaw = flaw;
    folders.put(Path.of("/"), root);
  }

  /** Lets a share of the coming steps fail, though the power holds. */
  void fail(double share) {
    failureShare = share;
  }

  /** Stops, as power or process do, before the step after the next {@code steps}. */
  void stopAfter(long steps) {
    stepsLeft = steps;
  }

  boolean isStopped() {
    return stepsLeft <= 0;
  }

  /** Forgets what a loss of power makes forgotten; steps are then taken again, without a limit. */
  void losePower() {
    for (Change change : changes) {
      if (chance(0.5)) {
        make(change);
      }
    }
    changes.clear();
    folders.values().forEach(folder -> folder.names = new TreeMap<>(folder.durable));
    for (Folder folder : folders.values()) {
      folder.names.values().forEach(this::forget);
    }
    keepReachable();
    stepsLeft = Long.MAX_VALUE;
  }

  /** The process has ended; the disk has lost nothing. Steps are then taken again. */
  void loseProcess() {
    changes.forEach(change -> change.stuck = false);
    stepsLeft = Long.MAX_VALUE;
  }

  /** The files in a folder by name, seen from outside: none where there is no such folder. */
  Map<String, byte[]> files(Path folder) {
    Map<String, byte[]> files = new TreeMap<>();
    if (folders.containsKey(folder)) {
      folders.get(folder).names.forEach((name, node) -> {
        if (node instanceof Bytes bytes) {
          files.put(name, bytes.written);
        }
      });
    }
    return files;
  }

  private boolean chance(double share) {
    return draws.nextUnit() < share;
  }

  private void make(Change change) {
    if (change.removed != null) {
      folder(change.removed).durable.remove(name(change.removed));
    }
    if (change.given != null) {
      folder(change.given).durable.put(name(change.given), change.node);
    }
  }

  /** Of a file that is not durable: nothing, a beginning, a beginning and noise, or all is left. */
  private void forget(Node node) {
    if (node instanceof Bytes bytes && !bytes.durable) {
      int sizeBytes = bytes.written.length;
      int whole = (int) (draws.nextUnit() * sizeBytes);
      switch ((int) (draws.nextUnit() * 5)) {
        case 0 -> bytes.written = new byte[0];
        case 1 -> bytes.written = Arrays.copyOf(bytes.written, whole);
        case 2 -> bytes.written = Arrays.copyOf(Arrays.copyOf(bytes.written, whole), sizeBytes);
        case 3 -> {
          byte[] noise = Blobs.content(draws.next(), 0, sizeBytes);
          System.arraycopy(bytes.written, 0, noise, 0, whole);
          bytes.written = noise;
        }
        default -> {}
      }
      bytes.durable = true;
    }
  }

  /** Folders whose names are lost are lost with what is in them. */
  private void keepReachable() {
    Map<Path, Folder> reachable = new HashMap<>();
    collect(Path.of("/"), root, reachable);
    folders.keySet().retainAll(reachable.keySet());
  }

  private static void collect(Path path, Folder folder, Map<Path, Folder> reachable) {
    reachable.put(path, folder);
    folder.names.forEach((name, node) -> {
      if (node instanceof Folder inner) {
        collect(path.resolve(name), inner, reachable);
      }
    });
  }

  /** Counts a step, which may be one too many, or one that fails. */
  private void step(String what, Path path) throws IOException {
    if (isStopped()) {
      throw new IOException(path + ": stopped");
    }
    stepsLeft--;
    if (chance(failureShare)) {
      throw new IOException(path + ": cannot " + what);
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  private Folder folder(Path path) {
    return folders.get(path.getParent());
  }

  private Bytes file(Path path) throws IOException {
    if (folder(path).names.get(name(path)) instanceof Bytes bytes) {
      return bytes;
    }
    throw new NoSuchFileException(path.toString());
  }

  private void change(Path removed, Path given, Node node) {
    if (removed != null) {
      folder(removed).names.remove(name(removed));
    }
    if (given != null) {
      folder(given).names.put(name(given), node);
    }
    changes.add(new Change(removed, given, node));
  }

  @Override
  public Closeable lock(Path file) throws IOException {
    step("lock", file);
    return () -> {};
  }

  @Override
  public void makeFolder(Path path) throws IOException {
    step("make", path);
    if (!folder(path).names.containsKey(name(path))) {
      var made = new Folder();
      change(null, path, made);
      folders.put(path, made);
    }
  }

  @Override
  public List<String> names(Path folder) throws IOException {
    step("list", folder);
    return List.copyOf(folders.get(folder).names.keySet());
  }

  @Override
  public byte[] read(Path path, long bytesMax) throws IOException {
    step("read", path);
    byte[] bytes = file(path).written;
    if (bytes.length > bytesMax) {
      throw new StoreException.Corrupt(path + ": too large", null);
    }
    return bytes.clone();
  }

  @Override
  public NewFile create(Path path) throws IOException {
    step("create", path);
    if (folder(path).names.containsKey(name(path))) {
      throw new FileAlreadyExistsException(path.toString());
    }
    var made = new Bytes();
    change(null, path, made);
    return new NewFile() {
      @Override
      public void write(byte[] bytes) throws IOException {
        step("write", path);
        made.written = bytes.clone();
      }

      @Override
      public void sync() throws IOException {
        try {
          step("synchronise", path);
        } catch (IOException e) {
          made.spoilt = true;
          throw e;
        }
        made.durable = flaw != Flaw.FILES_ARE_NOT_SYNCED && !made.spoilt;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    boolean late = chance(0.5); // Of a renaming that fails: whether it has happened.
    IOException failure = null;
    try {
      step("rename", from);
    } catch (IOException e) {
      failure = e;
    }
    if (failure == null || (late && !isStopped())) {
      change(from, to, file(from));
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void delete(Path path) throws IOException {
    step("delete", path);
    if (folder(path).names.containsKey(name(path))) {
      change(path, null, null);
    }
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    try {
      step("synchronise", folder);
    } catch (IOException e) {
      changes.stream().filter(change -> change.touches(folder)).forEach(c -> c.stuck = true);
      throw e;
    }
    if (flaw == Flaw.FOLDERS_ARE_NOT_SYNCED) {
      return;
    }
    List<Change> pending = new ArrayList<>();
    for (Change change : changes) {
      if (change.stuck || !change.touches(folder)) {
        pending.add(change);
      } else {
        settle(change, folder, pending);
      }
    }
    changes = pending;
  }

  /** Makes a change durable, save that another folder may still hold the name that was removed. */
  private void settle(Change change, Path folder, List<Change> pending) {
    boolean elsewhere = change.given != null
        && change.removed != null
        && !folder.equals(change.removed.getParent());
    if (elsewhere) {
      make(new Change(null, change.given, change.node));
      pending.add(new Change(change.removed, null, null));
    } else {
      make(change);
    }
  }

  @Override
  public long usableBytes(Path folder) {
    return Long.MAX_VALUE;
  }
}
