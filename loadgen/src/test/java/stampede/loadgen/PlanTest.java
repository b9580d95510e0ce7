package stampede.loadgen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.instrument.Operation;
import stampede.store.Blob;
import stampede.store.BlobRef;
import stampede.store.Blobs;
import stampede.store.HashAlgorithm;

class PlanTest {
  @TempDir
  Path folder;

  private static Plan plan(String... keysAndValues) throws InterruptedException {
    Plan plan = Plan.of(scenario(keysAndValues));
    plan.population().populate(blob -> {});
    return plan;
  }

  private static Scenario scenario(String... keysAndValues) {
    List<Setting> settings = new ArrayList<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.add(new Setting(keysAndValues[i], keysAndValues[i + 1], "--" + keysAndValues[i]));
    }
    return Scenario.of(settings);
  }

  @Test
  void populatingHandsOnEveryKeysBlobAndKeepsItsAddress() throws InterruptedException {
    Plan plan = plan("keys", "70000", "valueSize", "quantiles:0=8B,1=64B");
    List<Blob> blobs = new ArrayList<>();
    plan.population().populate(blobs::add);
    assertEquals(70_000, blobs.size());
    for (int key = 0; key < 70_000; key++) {
      assertEquals(blobs.get(key).ref(), plan.population().ref(key));
      assertEquals(blobs.get(key).sizeBytes(), plan.population().sizeBytes(key));
    }
    Blob last = blobs.get(69_999);
    assertEquals(Blobs.of(1, 69_999, last.sizeBytes(), HashAlgorithm.SHA256).ref(), last.ref());
    assertTrue(last.verifies());
  }

  @Test
  void blobsOverTheLimitAreCutAndCounted() throws InterruptedException {
    Plan plan = plan("keys", "40", "valueSize", "quantiles:0=1MiB,0.5=1MiB,1=3MiB");
    assertTrue(plan.population().cutCount() > 5, "cut " + plan.population().cutCount());
    assertTrue(plan.population().cutCount() < 35, "cut " + plan.population().cutCount());
    assertEquals(Sizes.BLOB_BYTES_MAX, plan.population().sizeBytes(0));
  }

  @Test
  void anUnpopulatedKeyIsNotAnswered() {
    var population =
        new Population(new GeneratedBlobs(1, 2, new Sizes.Constant(8)), HashAlgorithm.SHA256);
    assertThrows(
        InterruptedException.class,
        () -> population.populate(blob -> {
          throw new InterruptedException();
        }));
    assertNotNull(population.ref(0));
    assertThrows(IllegalStateException.class, () -> population.ref(1));
  }

  @Test
  void probesShareThePopulationAndNothingElse() throws InterruptedException {
    Plan plan = plan("keys", "50", "rate", "100", "duration", "2s", "warmup", "2s", "loads", "0");
    Scenario faster =
        scenario("keys", "50", "rate", "300", "duration", "1s", "warmup", "1s", "loads", "0");
    Set<BlobRef> stored = new HashSet<>();
    Set<Long> firstStarts = new HashSet<>();
    long requests = 0;
    for (Plan one : List.of(plan, plan.probe(faster, 1), plan.probe(faster, 2))) {
      assertSame(plan.population(), one.population());
      for (long i = 0; i < one.planned(); i++) {
        stored.add(one.workload().request(i).ref());
        stored.add(one.warmUpWorkload().request(i).ref());
        requests += 2;
      }
      firstStarts.add(one.schedule().startNanos(0));
    }
    assertEquals(2 * (200 + 300 + 300), requests);
    assertEquals(requests, stored.size(), "no two store the same blob");
    assertEquals(3, firstStarts.size(), "nor are their starts the same");
    assertThrows(IllegalArgumentException.class, () -> plan.probe(faster, 0));
    assertThrows(IllegalArgumentException.class, () -> plan.probe(faster, (1 << 20) + 1));
  }

  @Test
  void aRequestIsAPureFunctionOfSeedAndIndex() throws InterruptedException {
    Plan plan = plan("keys", "500", "rate", "100");
    Plan same = plan("keys", "500", "rate", "100");
    Plan other = plan("keys", "500", "rate", "100", "seed", "2");
    Set<BlobRef> refs = new HashSet<>();
    for (long i = plan.planned() - 1; i >= 0; i--) {
      Request request = plan.workload().request(i);
      Request again = same.workload().request(i);
      assertEquals(request.ref(), again.ref());
      assertEquals(request.operation(), again.operation());
      assertEquals(request.sizeBytes(), again.sizeBytes());
      assertEquals(i, request.index());
      assertEquals(plan.schedule().startNanos(i), same.schedule().startNanos(i));
      refs.add(request.ref());
    }
    for (long i = 0; i < other.planned(); i++) {
      assertFalse(refs.contains(other.workload().request(i).ref()), "same blob of another seed");
    }
  }

  @Test
  void loadsAskForThePopulationByZipfAndStoresBringNewBlobs() throws InterruptedException {
    Plan plan =
        plan("keys", "100", "zipf", "1", "loads", "0.8", "valueSize", "quantiles:0=8B,1=11B");
    Map<BlobRef, Integer> sizes = new HashMap<>();
    plan.population().populate(blob -> sizes.put(blob.ref(), blob.sizeBytes()));
    Map<BlobRef, Integer> loads = new HashMap<>();
    Set<BlobRef> stored = new HashSet<>();
    for (Workload workload : List.of(plan.workload(), plan.warmUpWorkload())) {
      for (long i = 0; i < 5_000; i++) {
        Request request = workload.request(i);
        if (request.operation() == Operation.LOAD) {
          assertNull(request.blob());
          assertEquals(sizes.get(request.ref()), request.sizeBytes());
          loads.merge(request.ref(), 1, Integer::sum);
        } else {
          Blob blob = request.blob();
          assertNotNull(blob);
          assertTrue(blob.verifies());
          assertEquals(blob.ref(), request.ref());
          assertEquals(blob.sizeBytes(), request.sizeBytes());
          assertFalse(sizes.containsKey(blob.ref()), "a store of a populated key");
          assertTrue(stored.add(blob.ref()), "a blob stored twice");
        }
      }
    }
    assertEquals(2_000, stored.size(), 150);
    // The most popular of 100 keys at s = 1 gets 1 / H(100) = 19.28 % of the loads.
    int hottest = loads.values().stream().mapToInt(count -> count).max().orElseThrow();
    assertEquals(8_000 * 0.1928, hottest, 150);
  }

  @Test
  void warmUpIsTheSameTrafficButNotTheSameRequests() throws InterruptedException {
    Plan plan = plan("keys", "10", "zipf", "2", "loads", "1", "arrivals", "constant");
    int[] hits = new int[2];
    int same = 0;
    BlobRef hot = hottest(plan.workload());
    for (long i = 0; i < 1000; i++) {
      BlobRef run = plan.workload().request(i).ref();
      BlobRef warmUp = plan.warmUpWorkload().request(i).ref();
      hits[0] += run.equals(hot) ? 1 : 0;
      hits[1] += warmUp.equals(hot) ? 1 : 0;
      same += run.equals(warmUp) ? 1 : 0;
    }
    assertEquals(hits[0], hits[1], 80);
    assertNotEquals(1000, same);
    assertEquals(20_000, plan.warmUpSchedule().count());
    assertEquals(1_000_000, plan.warmUpSchedule().startNanos(1));
  }

  private static BlobRef hottest(Workload workload) {
    Map<BlobRef, Integer> counts = new HashMap<>();
    for (long i = 0; i < 1000; i++) {
      counts.merge(workload.request(i).ref(), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .orElseThrow()
        .getKey();
  }

  @Test
  void aTraceIsReplayedInItsOrder() throws IOException, InterruptedException {
    ByteBuffer keys =
        ByteBuffer.allocate(20).putInt(9).putInt(5).putInt(9).putInt(7).putInt(5);
    Path file = Files.write(folder.resolve("t"), keys.array());
    Plan plan = plan("trace", file.toString(), "warmup", "1s");
    assertEquals(5, plan.planned());
    assertEquals(3, plan.population().keyCount());
    int[] expected = {0, 1, 0, 2, 1};
    for (int i = 0; i < 5; i++) {
      assertEquals(
          plan.population().ref(expected[i]), plan.workload().request(i).ref());
      assertEquals(Operation.LOAD, plan.workload().request(i).operation());
      assertEquals(
          plan.population().ref(expected[i]),
          plan.warmUpWorkload().request(10 + i).ref());
    }
    assertEquals(2, plan("trace", file.toString(), "duration", "2ms").planned());
  }

  @Test
  void aCorpusIsThePopulationAndGivesNewBlobsTheirSizes() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("a"), "x".repeat(100));
    Files.writeString(folder.resolve("b"), "y".repeat(200));
    Plan plan = plan("corpus", folder.toString(), "loads", "0.5");
    assertEquals(2, plan.population().keyCount());
    assertEquals(100, plan.population().sizeBytes(0));
    Set<Integer> sizes = new HashSet<>();
    for (long i = 0; i < 100; i++) {
      Request request = plan.workload().request(i);
      sizes.add(request.sizeBytes());
      assertTrue(
          request.blob() == null || !request.ref().equals(plan.population().ref(0)));
    }
    assertEquals(Set.of(100, 200), sizes);
    assertEquals(0, plan.unreadableCount());
  }

  @Test
  void theScheduleIsTheScenarios() throws InterruptedException {
    Plan constant = plan("arrivals", "constant", "rate", "3", "duration", "10s");
    assertEquals(30, constant.planned());
    assertEquals(333_333_333, constant.schedule().startNanos(1));
    Plan poisson = plan("rate", "3", "duration", "10s");
    assertEquals(30, poisson.planned());
    assertNotEquals(333_333_333, poisson.schedule().startNanos(1));
  }

  @Test
  void phasesFollowEachOtherEachWithItsRateAndArrivals() throws InterruptedException {
    Plan plan = plan("phases", "2s@3@constant;1s@ramp:10..0;1s@2@constant", "warmup", "1s");
    assertEquals(6 + 5 + 2, plan.planned());
    assertEquals(4_000_000_000L, plan.spanNanos());
    assertEquals(333_333_333, plan.schedule().startNanos(1));
    for (int i = 6; i < 11; i++) {
      long nanos = plan.schedule().startNanos(i);
      assertTrue(nanos >= 2_000_000_000L && nanos <= 3_000_000_000L, i + " at " + nanos);
    }
    assertEquals(3_000_000_000L, plan.schedule().startNanos(11));
    assertEquals(3_500_000_000L, plan.schedule().startNanos(12));
    assertEquals(3, plan.warmUpSchedule().count());
    assertEquals(333_333_333, plan.warmUpSchedule().startNanos(1));
    Plan cold = plan("rate", "ramp:0..100", "duration", "2s");
    assertEquals(100, cold.planned());
    assertEquals(2_000_000_000L, cold.spanNanos());
    assertEquals(1000, cold.warmUpSchedule().count());
  }

  @Test
  void eachPhaseOfBurstsDrawsAPathOfItsOwnAndTheSameAgain() throws InterruptedException {
    String burst = "20s@burst:low=0,high=100,lowMean=1s,highMean=1s@constant";
    Plan plan = plan("phases", burst + ";" + burst);
    Plan same = plan("phases", burst + ";" + burst);
    Plan alone = plan("phases", burst);
    assertEquals(plan.planned(), same.planned());
    List<Long> first = new ArrayList<>();
    List<Long> second = new ArrayList<>();
    for (long i = 0; i < plan.planned(); i++) {
      long nanos = plan.schedule().startNanos(i);
      assertEquals(nanos, same.schedule().startNanos(i));
      if (i < alone.planned()) {
        assertEquals(nanos, alone.schedule().startNanos(i));
        first.add(nanos);
      } else {
        second.add(nanos - 20_000_000_000L);
      }
    }
    assertNotEquals(first, second);
    Plan another = plan("phases", burst, "seed", "2");
    assertNotEquals(alone.planned(), another.planned());
  }

  @Test
  void aTraceThatIsShorterEndsThePhases() throws IOException, InterruptedException {
    Path file = Files.write(folder.resolve("t"), new byte[20]);
    Plan plan = plan("trace", file.toString(), "phases", "1s@3@constant;1s@10@constant");
    assertEquals(5, plan.planned());
    assertEquals(1_100_000_000L, plan.schedule().startNanos(4));
    assertEquals(1_200_000_000L, plan.spanNanos());
  }
}
