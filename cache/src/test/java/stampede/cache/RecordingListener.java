package stampede.cache;

import java.util.ArrayList;
import java.util.List;

/** Writes down what it hears, without the addresses. For one thread. */
final class RecordingListener implements CacheListener<Object> {
  final List<String> heard = new ArrayList<>();

  @Override
  public void hit(Object key, long atNanos) {
    heard.add("hit at " + atNanos);
  }

  @Override
  public void loadStarted(Object key, long startNanos) {
    heard.add("load started at " + startNanos);
  }

  @Override
  public void loadJoined(Object key, long atNanos) {
    heard.add("load joined at " + atNanos);
  }

  @Override
  public void loadEnded(Object key, long startNanos, long endNanos, LoadEnding ending) {
    heard.add("load of " + startNanos + " ended at " + endNanos + " " + ending);
  }

  @Override
  public void storeStarted(Object key, long acceptedNanos, long startNanos) {
    heard.add("store of " + acceptedNanos + " started at " + startNanos);
  }

  @Override
  public void storeEnded(
      Object key, long acceptedNanos, long startNanos, long endNanos, boolean succeeded) {
    heard.add("store of " + acceptedNanos + "/" + startNanos + " ended at " + endNanos
        + (succeeded ? " well" : " badly"));
  }
}
