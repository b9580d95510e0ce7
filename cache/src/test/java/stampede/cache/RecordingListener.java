package stampede.cache;

import java.util.ArrayList;
import java.util.List;
import stampede.store.BlobRef;

/** Writes down what it hears, without the addresses. For one thread. */
final class RecordingListener implements CacheListener {
  final List<String> heard = new ArrayList<>();

  @Override
  public void hit(BlobRef ref, long atNanos) {
    heard.add("hit at " + atNanos);
  }

  @Override
  public void loadStarted(BlobRef ref, long startNanos) {
    heard.add("load started at " + startNanos);
  }

  @Override
  public void loadJoined(BlobRef ref, long atNanos) {
    heard.add("load joined at " + atNanos);
  }

  @Override
  public void loadEnded(BlobRef ref, long startNanos, long endNanos, LoadEnding ending) {
    heard.add("load of " + startNanos + " ended at " + endNanos + " " + ending);
  }

  @Override
  public void storeStarted(BlobRef ref, long acceptedNanos, long startNanos) {
    heard.add("store of " + acceptedNanos + " started at " + startNanos);
  }

  @Override
  public void storeEnded(
      BlobRef ref, long acceptedNanos, long startNanos, long endNanos, boolean succeeded) {
    heard.add("store of " + acceptedNanos + "/" + startNanos + " ended at " + endNanos
        + (succeeded ? " well" : " badly"));
  }
}
