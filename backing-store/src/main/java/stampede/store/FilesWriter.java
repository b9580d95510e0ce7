package stampede.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Writes into a folder, which it closes. Used by one thread.
 *
 * <p>A group goes in three steps: each file is written under a name of its own and synchronised; all
 * get their names; the folder is synchronised, once. Checkpoints follow when the blobs are there.
 */
final class FilesWriter implements StoreWriter {
  /** A file on its way, and who waits for it. */
  private static final class Item {
    private final Path target;
    private final List<CompletableFuture<Void>> answers = new ArrayList<>();
    /** Where its bytes are until it has its name. */
    private @Nullable Path temporary;

    private @Nullable StoreException failure;

    Item(Path target) {
      this.target = target;
    }

    void answer() {
      for (CompletableFuture<Void> answer : answers) {
        if (failure == null) {
          answer.complete(null);
        } else {
          answer.completeExceptionally(failure);
        }
      }
    }
  }

  private final FilesFolder folder;
  private final FileLayer layer;
  /** The checkpoints that are durable, oldest first. */
  private final Deque<Path> kept = new ArrayDeque<>();

  private long nextCheckpoint;
  private long nextTemporary;
  /** Whether each blob that has its name is durable. */
  private boolean namesAreDurable = true;

  FilesWriter(FilesFolder folder) throws IOException {
    this.folder = folder;
    this.layer = folder.layer();
    for (long sequence : folder.checkpointSequences()) {
      kept.add(folder.checkpoint(sequence));
      nextCheckpoint = sequence + 1;
    }
  }

  @Override
  public void store(List<StoreWrite> group) {
    Thread.interrupted(); // Of a dependent of an answer; it would close the channels.
    try {
      var blobs = new LinkedHashMap<BlobRef, Item>();
      List<Item> checkpoints = new ArrayList<>();
      for (StoreWrite pending : group) {
        Item item;
        if (pending instanceof StoreWrite.OfBlob write) {
          Blob blob = write.blob();
          item = blobs.computeIfAbsent(blob.ref(), ref -> stage(blob));
        } else {
          item = stage(((StoreWrite.OfCheckpoint) pending).checkpoint());
          checkpoints.add(item);
        }
        item.answers.add(pending.answer());
      }
      publishBlobs(blobs.values());
      publishCheckpoints(checkpoints);
      blobs.values().forEach(Item::answer);
      checkpoints.forEach(Item::answer);
    } catch (Throwable e) { // The futures are owed an answer, whatever happened.
      namesAreDurable = false;
      StoreException failure = folder.failure(folder.path(), e);
      group.forEach(pending -> pending.answer().completeExceptionally(failure));
    }
  }

  private Item stage(Blob blob) {
    var item = new Item(folder.blob(blob.ref()));
    if (!isDurable(blob, item.target)) {
      write(item, blob.bytes());
    }
    return item;
  }

  /** What is there but is not the blob is no obstacle: it is replaced. */
  private boolean isDurable(Blob blob, Path file) {
    try {
      return namesAreDurable && Arrays.equals(layer.read(file, blob.sizeBytes()), blob.bytes());
    } catch (IOException | StoreException e) {
      return false;
    }
  }

  private Item stage(Checkpoint checkpoint) {
    var item = new Item(folder.checkpoint(nextCheckpoint++));
    write(item, checkpoint.sealed());
    return item;
  }

  private void write(Item item, byte[] bytes) {
    Path temporary = folder.temporary(nextTemporary++);
    try (FileLayer.NewFile file = layer.create(temporary)) {
      file.write(bytes);
      file.sync();
      item.temporary = temporary;
    } catch (IOException e) {
      fail(item, temporary, folder.writeFailure(item.target, bytes.length, e));
    }
  }

  private void publishBlobs(Collection<Item> items) {
    List<Item> named = name(items);
    StoreException failure = sync(folder.path(), named);
    namesAreDurable &= failure == null;
    named.forEach(item -> item.failure = failure);
  }

  private void publishCheckpoints(List<Item> items) {
    List<Item> named = name(items);
    StoreException failure = sync(folder.checkpoints(), named);
    for (Item item : named) {
      if (failure == null) {
        kept.add(item.target);
      } else {
        fail(item, item.target, failure);
      }
    }
    try {
      while (kept.size() > BackingStore.CHECKPOINTS_MAX) {
        layer.delete(kept.getFirst());
        kept.removeFirst();
      }
    } catch (IOException e) {
      StoreException pruning = folder.failure(kept.getFirst(), e);
      named.forEach(item -> item.failure = pruning);
    }
  }

  /** Gives names to what was written, and returns what has its name. */
  private List<Item> name(Collection<Item> items) {
    List<Item> named = new ArrayList<>();
    for (Item item : items) {
      Path temporary = item.temporary;
      if (temporary == null) {
        continue;
      }
      try {
        layer.rename(temporary, item.target);
        named.add(item);
      } catch (IOException e) {
        namesAreDurable = false;
        fail(item, temporary, folder.writeFailure(item.target, 0, e));
      }
    }
    return named;
  }

  private @Nullable StoreException sync(Path names, List<Item> named) {
    try {
      if (!named.isEmpty()) {
        layer.syncFolder(names);
      }
      return null;
    } catch (IOException e) {
      return folder.writeFailure(names, 0, e);
    }
  }

  /** Fails what was asked, and removes a file of it. */
  private void fail(Item item, Path file, StoreException failure) {
    item.failure = failure;
    item.temporary = null;
    try {
      layer.delete(file);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
