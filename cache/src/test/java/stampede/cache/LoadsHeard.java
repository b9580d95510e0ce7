package stampede.cache;

import java.util.ArrayList;
import java.util.List;

/** Writes down the loads it hears, with their keys; of anything else its name. For one thread. */
final class LoadsHeard implements CacheListener<Object> {
  final List<String> heard = new ArrayList<>();

  @Override
  public void loadStarted(Object key, long startNanos) {
    heard.add(key + " started at " + startNanos);
  }

  @Override
  public void loadEnded(Object key, long startNanos, long endNanos, LoadEnding ending) {
    heard.add(key + " of " + startNanos + " ended at " + endNanos + " " + ending);
  }

  @Override
  public void hit(Object key, long atNanos) {
    heard.add("hit");
  }

  @Override
  public void loadJoined(Object key, long atNanos) {
    heard.add("loadJoined");
  }

  @Override
  public void storeStarted(Object key, long acceptedNanos, long startNanos) {
    heard.add("storeStarted");
  }

  @Override
  public void storeEnded(
      Object key, long acceptedNanos, long startNanos, long endNanos, boolean succeeded) {
    heard.add("storeEnded");
  }
}
