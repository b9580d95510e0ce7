package stampede.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reads from a folder, which it leaves open. Thread-safe. */
final class FilesReader implements StoreReader {
  private final FilesFolder folder;
  private final int blobBytesMax;

  FilesReader(FilesFolder folder, int blobBytesMax) {
    this.folder = folder;
    this.blobBytesMax = blobBytesMax;
  }

  @Override
  public Optional<byte[]> blob(BlobRef ref) {
    Path file = folder.blob(ref);
    try {
      return Optional.of(read(file, blobBytesMax));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw folder.failure(file, e);
    }
  }

  @Override
  public List<byte[]> checkpoints() throws IOException {
    List<Long> missed = List.of();
    while (true) {
      List<Long> newest = newest();
      try {
        return values(newest);
      } catch (NoSuchFileException e) {
        // A newer one took its place since it was listed.
        if (newest.equals(missed)) {
          throw folder.failure(folder.checkpoints(), e);
        }
        missed = newest;
      }
    }
  }

  private List<Long> newest() throws IOException {
    List<Long> sequences = new ArrayList<>(folder.checkpointSequences());
    Collections.reverse(sequences);
    return sequences.subList(0, Math.min(BackingStore.CHECKPOINTS_MAX, sequences.size()));
  }

  private List<byte[]> values(List<Long> sequences) throws IOException {
    List<byte[]> values = new ArrayList<>();
    for (long sequence : sequences) {
      Path file = folder.checkpoint(sequence);
      byte[] sealed = read(file, Checkpoint.sealedBytes(blobBytesMax));
      values.add(Checkpoint.open(file.toString(), sealed).value());
    }
    return values;
  }

  private byte[] read(Path file, long bytesMax) throws IOException {
    Thread.interrupted(); // Of a dependent of an answer; it would close the channel.
    return folder.layer().read(file, bytesMax);
  }

  @Override
  public void close() {}
}
