package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stampede.cache.FlushResult.Done;
import stampede.cache.FlushResult.Failed;
import stampede.store.SplitMix;
import stampede.store.StoreException;

/** Random orders of events, each flush held against the definition, blob by blob. */
class FlushWaitsTest {
  /** A flush, and which of its blobs are dirty: tried since it began, or not. */
  private record Model(FlushWait flush, Map<DirtyBlob, Boolean> tried, List<DirtyBlob> lost) {
    boolean settled() {
      return !tried.containsValue(false);
    }
  }

  private final Answers answers = new Answers();
  private final FlushWaits waits = new FlushWaits(answers);
  private final List<DirtyBlob> dirty = new ArrayList<>();
  private final List<Model> models = new ArrayList<>();
  private final StoreException cause = new StoreException.NoSpace("full", null);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aFlushEndsWhenEachOfItsBlobsIsConfirmedOrHasFailedSince(long seed) {
    var random = new SplitMix(seed);
    int settled = 0;
    for (int step = 0; step < 4_000; step++) {
      int event = below(random, dirty.size() > 20 ? 4 : 6);
      if (event >= 4) {
        accept(step);
      } else if (event == 3) {
        begin();
      } else if (!dirty.isEmpty()) {
        DirtyBlob blob = dirty.get(below(random, dirty.size()));
        befall(blob, event);
      }
      answers.give();
      settled += check();
    }
    assertTrue(settled > 100, settled + " flushes settled");
  }

  private static int below(SplitMix random, int bound) {
    return (int) Long.remainderUnsigned(random.next(), bound);
  }

  private void accept(int key) {
    var blob = new DirtyBlob(new Entry(CacheFixture.blob(key)), waits.nextEvent(), 0);
    waits.accepted(blob);
    dirty.add(blob);
  }

  private void begin() {
    Map<DirtyBlob, Boolean> tried = new HashMap<>();
    dirty.forEach(blob -> tried.put(blob, false));
    models.add(new Model(waits.begin(), tried, new ArrayList<>()));
  }

  private void befall(DirtyBlob blob, int event) {
    if (event == 1) {
      blob.lastCause = cause;
      waits.failed(blob, bytes());
      models.forEach(model -> model.tried.computeIfPresent(blob, (key, was) -> true));
      return;
    }
    dirty.remove(blob);
    for (Model model : models) {
      if (model.tried.remove(blob) != null && event == 2) {
        model.lost.add(blob);
      }
    }
    if (event == 2) {
      waits.lost(blob, cause, bytes());
    } else {
      waits.confirmed(blob, bytes());
    }
  }

  private long bytes() {
    return 100L * dirty.size();
  }

  private int check() {
    int before = models.size();
    models.removeIf(model -> {
      assertEquals(model.settled(), model.flush.answer.isDone());
      if (model.settled()) {
        assertResult(model);
      }
      return model.settled();
    });
    return before - models.size();
  }

  private void assertResult(Model model) {
    FlushResult result = model.flush.answer.join();
    if (model.tried.isEmpty() && model.lost.isEmpty()) {
      assertEquals(new Done(), result);
    } else {
      var failed = assertInstanceOf(Failed.class, result);
      assertEquals(cause, failed.cause());
      assertEquals(bytes() + 100L * model.lost.size(), failed.dirtyBytes());
    }
  }
}
