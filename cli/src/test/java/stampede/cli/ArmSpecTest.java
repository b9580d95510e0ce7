package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stampede.store.BadInputException;

class ArmSpecTest {
  @TempDir
  Path folder;

  private static ArmSpec arm(String text) {
    return ArmSpec.parse("--base", text);
  }

  @Test
  void readsJarsFilesAndSettings() throws IOException {
    Path one = Files.writeString(folder.resolve("one.jar"), "1");
    Path two = Files.writeString(folder.resolve("two.jar"), "2");
    Path yaml = Files.writeString(folder.resolve("arm.yaml"), "keys: 77\n");
    ArmSpec arm = arm(one + File.pathSeparator + two + "+@" + yaml + "+store=memory:");
    assertEquals(List.of(one, two), arm.jars());
    assertEquals(Map.of("keys", "77", "store", "memory:"), arm.settings());
    assertEquals(0, arm.slowdown());
    assertEquals("one.jar + two.jar + keys=77 + store=memory:", arm.shown().text());
    assertEquals(64, arm.shown().files().get(0).sha256().length());
  }

  @Test
  void aCommaBeginsASettingOnlyBeforeOneThatIsKnown() {
    assertEquals(
        Map.of(
            "store", "sim:?latency=lognormal,p50=2ms,p99=40ms",
            "valueSize", "lognormal:p50=1KiB,p99=2KiB",
            "keys", "5"),
        arm("store=sim:?latency=lognormal,p50=2ms,p99=40ms,valueSize=lognormal:p50=1KiB,p99=2KiB,keys=5")
            .settings());
  }

  @Test
  void thisIsTheBuildThatChecks() {
    assertEquals(new ArmSpec(List.of(), Map.of(), 0), arm("this"));
    assertEquals("this build", arm("this").shown().text());
    assertEquals(0.2, arm("this+slowdownPercent=20").slowdown(), 1e-12);
  }

  @Test
  void aSecretOfAStoreIsNotShown() {
    String shown = arm("store=team://user:hush@host/x?token=hush").shown().text();
    assertTrue(shown.startsWith("store=team:"), shown);
    assertTrue(!shown.contains("hush"), shown);
  }

  @Test
  void aPlusEndsAPartOnlyWhereAnotherBegins() throws IOException {
    Path jar = Files.writeString(folder.resolve("store-1.4.0+g1a2b.jar"), "1");
    Path other = Files.writeString(folder.resolve("other.jar"), "2");
    ArmSpec arm = arm(jar + "+" + other + "+store=team://u:pa+ss=1+@h/{arm}+keys=5");
    assertEquals(List.of(jar, other), arm.jars());
    assertEquals(Map.of("store", "team://u:pa+ss=1+@h/{arm}", "keys", "5"), arm.settings());
  }

  @Test
  void refusesWhatIsNoArm() {
    for (String text : new String[] {
      "",
      "no-such.jar",
      "@no-such.yaml",
      "rate=5",
      "keys=0",
      "keys=1,keys=2",
      "this+",
      "slowdownPercent=-5",
      "slowdownPercent=x",
      "store=",
      "nothing=1"
    }) {
      assertThrows(BadInputException.class, () -> arm(text), text);
    }
  }

  @Test
  void filesOfAStoreHaveTheNameOfTheirArm() {
    Map<String, String> environment = Map.of("MINE", "sqlite:/data/x.db?synchronous=FULL");
    ArmStore store = ArmStore.named("env:MINE", "c-first1-base", environment);
    assertEquals("sqlite:/data/x.db.c-first1-base?synchronous=FULL", store.uri());
    assertEquals(Path.of("/data/x.db.c-first1-base"), store.made());
    assertEquals(
        "redis://h/0?prefix=a:",
        ArmStore.named("redis://h/0?prefix={arm}:", "a", Map.of()).uri());
    assertEquals(new ArmStore("memory:", null), ArmStore.named("memory:", "a", Map.of()));
    assertEquals(
        new ArmStore("files:/data/a/x", Path.of("/data/a/x")),
        ArmStore.named("files:/data/{arm}/x", "a", Map.of()));
  }

  @Test
  void armsDoNotShareAStore() {
    for (String own :
        new String[] {"memory:", "sim:?seed=1", "sqlite:x", "files:x", "mine:{arm}"}) {
      ArmStore.requireOwn(own, Map.of());
    }
    Map<String, String> environment = Map.of("MINE", "redis://u:hush@h/0");
    var refused =
        assertThrows(BadInputException.class, () -> ArmStore.requireOwn("env:MINE", environment));
    assertTrue(refused.getMessage().contains("expected {arm} somewhere"), refused.getMessage());
    assertTrue(!refused.getMessage().contains("hush"), refused.getMessage());
  }

  @Test
  void armsAreAskedTheSame() {
    Map<String, String> both =
        PairTraffic.of(arm("this"), arm("store=sqlite:b,cleanBytesMax=1MiB"), null, Map.of());
    assertEquals(
        Map.of(
            "store", "memory:",
            "keys", "1000",
            "cleanBytesMax", "512KiB",
            "timeout", "30s",
            "candidate.store", "sqlite:b",
            "candidate.cleanBytesMax", "1MiB"),
        both);
    assertThrows(
        BadInputException.class, () -> PairTraffic.of(arm("this"), arm("keys=5"), null, Map.of()));
    ArmSpec files = arm("corpus=" + folder);
    assertTrue(!PairTraffic.of(files, files, null, Map.of()).containsKey("keys"));
  }
}
