package stampede.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** What this program was built from. Thread-safe. */
final class BuildInfo {
  private static final Properties PROPERTIES = read();

  private BuildInfo() {}

  /** The project's version. */
  static String version() {
    return PROPERTIES.getProperty("version", "unknown");
  }

  /**
   * The commit as {@code git describe --always --dirty} names it, ending in {@code -dirty} where
   * files differed from it; {@code unknown} for a build outside a repository.
   */
  static String commit() {
    return PROPERTIES.getProperty("commit", "unknown");
  }

  /**
   * SHA-256, in hexadecimal, over the names and contents of the jars that this program runs from;
   * {@code unpackaged} where it runs from a folder of classes, or from a jar that has not beside it
   * what its manifest names. Reads them all at the first call.
   *
   * @throws UncheckedIOException if a jar cannot be read; it names the jar
   */
  static String distributionHash() {
    return DistributionHash.VALUE;
  }

  /** As {@link #distributionHash()}, over {@code jar} and the jars its manifest names. */
  static String hashOf(Path jar) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : withClassPath(jar)) {
        digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the distribution at " + jar, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }

  /** Whether it is a jar with all that its manifest names. */
  static boolean isDistribution(Path home) {
    try {
      return Files.isRegularFile(home) && withClassPath(home).stream().allMatch(Files::exists);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the distribution at " + home, e);
    }
  }

  /** A jar and those that its manifest names. */
  static List<Path> withClassPath(Path jar) throws IOException {
    var files = new ArrayList<Path>();
    files.add(jar);
    try (var archive = new JarFile(jar.toFile())) {
      var manifest = archive.getManifest();
      String classPath = manifest == null
          ? null
          : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      if (classPath != null) {
        for (String entry : classPath.trim().split("\\s+", -1)) {
          files.add(Path.of(jar.toUri().resolve(URI.create(entry))));
        }
      }
    }
    return files;
  }

  private static Properties read() {
    var properties = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read build.properties", e);
    }
    return properties;
  }

  /** Holds the hash, made at its first use. */
  private static final class DistributionHash {
    static final String VALUE = ofThisProgram();

    private static String ofThisProgram() {
      Path home;
      try {
        home = Path.of(
            BuildInfo.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e); // a class path's own URL is well-formed
      }
      return isDistribution(home) ? hashOf(home) : "unpackaged";
    }
  }
}
