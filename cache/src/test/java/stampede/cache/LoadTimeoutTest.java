package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static stampede.cache.CacheFixture.assertFound;
import static stampede.cache.CacheFixture.failure;
import static stampede.cache.CacheFixture.now;
import static stampede.cache.CacheFixture.settings;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import stampede.cache.LoadResult.Source;
import stampede.store.Blob;
import stampede.store.StoreException;

class LoadTimeoutTest {
  private static final CacheSettings SETTINGS =
      settings().with().loadNanosMax(800).build();

  private final RecordingListener listener = new RecordingListener();
  private final CacheFixture fixture = new CacheFixture(SETTINGS, listener);
  private final ContentCache cache = fixture.cache;

  @Test
  void aLoadWithoutAnAnswerFailsAllWhoWaitAndLeavesNothingBehind() {
    Blob blob = fixture.stored(1);
    var load = cache.load(blob.ref());
    var joined = cache.load(blob.ref());
    fixture.time.advance(899);
    assertFalse(load.isDone());
    fixture.time.advance(1);
    assertInstanceOf(StoreException.Timeout.class, failure(load));
    assertInstanceOf(StoreException.Timeout.class, failure(joined));
    assertEquals(1, cache.stats().loadTimeouts());
    assertEquals(1, cache.stats().loadFailures());
    assertEquals(0, cache.stats().loadsInFlight());

    var next = cache.load(blob.ref());
    assertEquals(2, fixture.store.loads.size());
    fixture.store.loads.get(1).succeed();
    assertFound(blob, Source.BACKING_STORE, next);
  }

  @Test
  void aLateAnswerAnswersNobodyAndIsToldOnce() {
    Blob blob = fixture.stored(1);
    cache.load(blob.ref());
    fixture.time.advance(900);
    fixture.store.loads.get(0).succeed();
    assertEquals(
        List.of("load started at 1000", "load of 1000 ended at 1900 TIMED_OUT"), listener.heard);
    assertEquals(0, cache.stats().cleanEntries());
  }

  @Test
  void aLoadThatAStoreAnsweredIsGivenUpAllTheSame() {
    Blob blob = CacheFixture.blob(1);
    var load = cache.load(blob.ref());
    now(cache.store(blob));
    assertFound(blob, Source.CACHE, load);
    assertEquals(1, cache.stats().loadsInFlight());
    fixture.time.advance(900);
    assertEquals(0, cache.stats().loadsInFlight());
    assertEquals(1, cache.stats().loadTimeouts());
  }

  @Test
  void noTimerRunsWhereNothingIsInFlight() {
    Blob blob = fixture.stored(1);
    cache.load(blob.ref());
    fixture.store.loads.get(0).succeed();
    fixture.time.runAll(); // Ends, since the ticks do.
    assertEquals(1100, fixture.time.nanos());
  }

  @Property(tries = 300)
  void everyLoadHasItsTimeAndAtMostAnEighthMore(
      @ForAll @Size(max = 40) List<@IntRange(max = 400) Integer> pauses) {
    var own = new CacheFixture(SETTINGS, new RecordingListener());
    var heard = new RecordingListener();
    var each = new ContentCache(own.store, SETTINGS, own.time, own.time, heard);
    long key = 0;
    for (int pause : pauses) {
      each.load(CacheFixture.blob(key++).ref());
      own.time.advance(pause);
    }
    own.time.advance(1000);
    assertEquals(0, each.stats().loadsInFlight());
    for (String line : heard.heard) {
      if (line.contains("ended")) {
        String[] words = line.split(" ");
        long nanos = Long.parseLong(words[5]) - Long.parseLong(words[2]);
        assertTrue(nanos >= 800 && nanos <= 900, line);
      }
    }
    assertEquals(key, each.stats().loadTimeouts());
  }
}
