package stampede.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import stampede.cache.CacheListener;
import stampede.cache.CacheSettings;
import stampede.cache.ContentCache;
import stampede.instrument.Clock;
import stampede.instrument.IntervalRecorder;
import stampede.instrument.Operation;
import stampede.instrument.Outcome;
import stampede.instrument.Relay;
import stampede.instrument.Series;
import stampede.instrument.StatsdSettings;
import stampede.loadgen.CacheTarget;
import stampede.loadgen.Request;
import stampede.results.Calibration;
import stampede.store.BackingStore;
import stampede.store.BlobRef;
import stampede.store.Blobs;
import stampede.store.HashAlgorithm;
import stampede.store.StoreUri;
import stampede.store.Stores;

/** Measures what a request costs where nothing has to be done for it, on the calling thread. */
final class FloorTrials {
  private static final int BATCHES = 20;
  private static final int BLOBS = 256;

  /** As many batches before those that count, so that all is compiled for what it is. */
  private static final int WARM_UPS = 40;

  private static final int BLOB_BYTES = 1024;
  private static final long HOUR_NANOS = 3_600_000_000_000L;

  private final SystemTime time;
  private final int batchOps;

  /** Prepares batches of so many operations. */
  FloorTrials(SystemTime time, int batchOps) {
    this.time = time;
    this.batchOps = batchOps;
  }

  /** The floor; without the relay's part unless {@code relay}. */
  Calibration.Floor run(boolean relay) {
    try (BackingStore store = Stores.open(StoreUri.parse("memory:"), time, time)) {
      ContentCache cache =
          new ContentCache(store, CacheSettings.DEFAULT, time, time, CacheListener.none());
      try {
        var target = new CacheTarget(cache);
        Request[] known = requests(0);
        Request[] absent = requests(BLOBS);
        for (int key = 0; key < BLOBS; key++) {
          cache.store(Blobs.of(1, key, BLOB_BYTES, HashAlgorithm.SHA256)).join();
        }
        return new Calibration.Floor(
            Instant.now(),
            loads(target, known, Outcome.HIT),
            loads(target, absent, Outcome.ABSENT),
            recorder(),
            relay ? relay(cache) : null);
      } finally {
        var unused = cache.close(0);
      }
    }
  }

  /** Loads of blobs that are numbered from {@code firstKey}. */
  private static Request[] requests(int firstKey) {
    var requests = new Request[BLOBS];
    for (int i = 0; i < BLOBS; i++) {
      BlobRef ref = Blobs.of(1, firstKey + i, BLOB_BYTES, HashAlgorithm.SHA256).ref();
      requests[i] = new Request(i, Operation.LOAD, ref, BLOB_BYTES, null);
    }
    return requests;
  }

  private double loads(CacheTarget target, Request[] requests, Outcome expected) {
    return medianNanos(index -> {
      CompletableFuture<Outcome> answer = target.submit(requests[(int) index & (BLOBS - 1)]);
      if (answer.join() != expected) {
        throw new IllegalStateException("expected " + expected + ": " + answer.join());
      }
    });
  }

  private double recorder() {
    long startNanos = time.nanos();
    var recorder = new IntervalRecorder(false, startNanos, 0, startNanos + HOUR_NANOS, HOUR_NANOS);
    double nanos = medianNanos(index -> {
      long endNanos = startNanos + 1_000 + (index & 1023);
      recorder.completed(
          Operation.LOAD, Outcome.LOADED, startNanos, startNanos + (index & 127), endNanos);
    });
    var unused = recorder.finish(time.nanos());
    return nanos;
  }

  /** Offers to a relay that ships to a socket of ours, which nobody reads. */
  private double relay(ContentCache cache) {
    int seriesId = Series.id(Clock.BACKING, Operation.LOAD, Outcome.LOADED);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramChannel receiver = DatagramChannel.open()) {
      receiver.bind(new InetSocketAddress(loopback, 0));
      var settings =
          StatsdSettings.of((InetSocketAddress) receiver.getLocalAddress(), "stampede.calibrate");
      try (var relay = new Relay(settings, cache::stats, time, time, line -> {})) {
        return medianNanos(index -> relay.offer(seriesId, 1_000 + index));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(loopback + ": no UDP socket: " + e.getMessage(), e);
    }
  }

  /** The median of the batches' means, in nanoseconds; those before are not counted. */
  private double medianNanos(LongConsumer operation) {
    double[] batchNanos = new double[BATCHES];
    for (int batch = -WARM_UPS; batch < BATCHES; batch++) {
      long startNanos = time.nanos();
      for (int i = 0; i < batchOps; i++) {
        operation.accept(i);
      }
      if (batch >= 0) {
        batchNanos[batch] = (time.nanos() - startNanos) / (double) batchOps;
      }
    }
    Arrays.sort(batchNanos);
    return batchNanos[BATCHES / 2];
  }
}
