package stampede.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** A team's own store, {@code team:}, as the jar that its build makes: a version each. */
final class TeamStore {
  private static final String SOURCE = """
      package team;

      import java.util.*;
      import java.util.concurrent.*;
      import stampede.store.*;
      import stampede.time.*;

      public final class TeamProvider implements BackingStoreProvider {
        public String scheme() { return "team"; }
        public String usage() { return "team:"; }
        public BackingStore open(StoreUri uri, NanoClock clock, Timers timers) {
          BackingStore blobs = Stores.open(StoreUri.parse("memory:"), clock, timers);
          var loads = new java.util.concurrent.atomic.AtomicInteger();
          return new BackingStore() {
            public String name() { return "team"; }
            public CompletableFuture<Optional<byte[]>> load(BlobRef ref) {
              loads.incrementAndGet();
              $LOAD$
              return blobs.load(ref);
            }
            public CompletableFuture<Void> store(Blob blob) { return blobs.store(blob); }
            public CompletableFuture<Void> putCheckpoint(byte[] value) {
              return blobs.putCheckpoint(value);
            }
            public CompletableFuture<List<byte[]>> checkpoints() { return blobs.checkpoints(); }
            public void close() { blobs.close(); }
          };
        }
      }
      """;

  private TeamStore() {}

  /** Builds a version whose loads first do what {@code load} says, in Java. */
  static Path jar(Path folder, String name, String load) {
    return jar(folder, name, "team.TeamProvider", SOURCE.replace("$LOAD$", load));
  }

  /** Builds a jar with a class, which is named as a provider of stores. */
  static Path jar(Path folder, String name, String className, String text) {
    try {
      String simpleName = className.substring(className.lastIndexOf('.') + 1);
      Path source = folder.resolve(name + "-src").resolve(simpleName + ".java");
      Files.createDirectories(source.getParent());
      Files.writeString(source, text);
      Path classes = folder.resolve(name + "-classes");
      int failed = ToolProvider.getSystemJavaCompiler()
          .run(
              null,
              System.err,
              System.err,
              "-d",
              classes.toString(),
              "-cp",
              System.getProperty("java.class.path"),
              source.toString());
      if (failed != 0) {
        throw new IllegalStateException("the team's store does not compile: " + failed);
      }
      return jar(folder.resolve(name + ".jar"), className, classes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path jar(Path jar, String className, Path classes) throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.walk(classes)) {
      out.putNextEntry(new JarEntry("META-INF/services/stampede.store.BackingStoreProvider"));
      out.write(className.getBytes(StandardCharsets.UTF_8));
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        out.write(Files.readAllBytes(file));
      }
    }
    return jar;
  }

  /** Java that sleeps. */
  static String sleeping(long nanos) {
    return "java.util.concurrent.locks.LockSupport.parkNanos(" + nanos + "L);";
  }

  /** Java that does something in the load of this number, counted from 1. */
  static String at(int load, String what) {
    return "if (loads.get() == " + load + ") { " + what + " }";
  }

  /** A rule on the loads that go to the store, which decides soon. */
  static Path gate(Path folder) {
    String text = """
        {
          "formatVersion": 1,
          "looks": [9, 13],
          "confirmationPairs": 7,
          "checks": [
            {"operation": "load", "outcome": "loaded", "stat": "p50"}
          ]
        }
        """;
    try {
      return Files.writeString(folder.resolve("gate.json"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> check(Path base, Path candidate, Path gate, String out) {
    return List.of(
        "check",
        "--base",
        base + "+store=team:{arm},keys=400",
        "--candidate",
        candidate + "+store=team:{arm},keys=400",
        "--gate",
        gate.toString(),
        "--warmup",
        "200ms",
        "--measure",
        "200ms",
        "--out",
        out);
  }
}
