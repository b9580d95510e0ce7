package stampede.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts JVMs like this one, with the class path of the tests. */
public final class ChildJvm {
  private ChildJvm() {}

  /**
   * Starts a main class in {@code folder}, which is also where the JVM leaves what it would leave in
   * the folder for temporary files, however it ends.
   */
  public static ChildProcess start(
      Path folder, List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + folder);
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return ChildProcess.start(folder, command.toArray(String[]::new));
  }
}
