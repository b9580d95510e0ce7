package stampede.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildInfoTest {
  @TempDir
  Path folder;

  @Test
  void theBuildWroteItsVersionAndCommit() {
    assertTrue(BuildInfo.version().matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?"), BuildInfo.version());
    assertTrue(
        BuildInfo.commit().matches("unknown|(\\S+-\\d+-g)?[0-9a-f]{12,40}(-dirty)?|v?\\d+\\S*"),
        BuildInfo.commit());
  }

  @Test
  void aFolderOfClassesHasNoDistribution() {
    assertEquals("unpackaged", BuildInfo.distributionHash());
  }

  @Test
  void theHashCoversTheJarAndEveryJarItsManifestNames() throws IOException {
    Path jar = folder.resolve("app.jar");
    Path library = folder.resolve("lib/a library.jar");
    writeJar(jar, "lib/a%20library.jar", "1");
    writeJar(library, null, "1");
    String hash = BuildInfo.hashOf(jar);
    assertTrue(hash.matches("[0-9a-f]{64}"), hash);
    assertEquals(hash, BuildInfo.hashOf(jar));

    writeJar(library, null, "2");
    String withOtherLibrary = BuildInfo.hashOf(jar);
    assertNotEquals(hash, withOtherLibrary);

    writeJar(jar, "lib/a%20library.jar", "2");
    assertNotEquals(withOtherLibrary, BuildInfo.hashOf(jar));
  }

  @Test
  void aMissingJarIsNamed() throws IOException {
    Path jar = folder.resolve("app.jar");
    writeJar(jar, "lib/gone.jar", "1");
    var failure = assertThrows(UncheckedIOException.class, () -> BuildInfo.hashOf(jar));
    assertTrue(failure.getCause().getMessage().contains("gone.jar"), failure.toString());
  }

  @Test
  void aJarWithoutThoseThatItNamesIsNoDistribution() throws IOException {
    Path jar = folder.resolve("app.jar");
    writeJar(jar, "lib/library.jar", "1");
    assertFalse(BuildInfo.isDistribution(jar));
    writeJar(folder.resolve("lib/library.jar"), null, "1");
    assertTrue(BuildInfo.isDistribution(jar));
    assertFalse(BuildInfo.isDistribution(folder));
  }

  private static void writeJar(Path jar, String classPath, String content) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (classPath != null) {
      manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    }
    Files.createDirectories(jar.getParent());
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      var entry = new ZipEntry("content");
      entry.setTime(0);
      out.putNextEntry(entry);
      out.write(content.getBytes());
    }
  }
}
