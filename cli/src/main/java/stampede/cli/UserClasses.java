package stampede.cli;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import stampede.store.BadInputException;

/** Where the user's own stores and targets are found. */
final class UserClasses {
  /** Jars and directories, separated as a class path is. */
  static final String VARIABLE = "STAMPEDE_CLASSPATH";

  private UserClasses() {}

  /**
   * Lets this thread, and those that it starts, find the classes that the environment names.
   *
   * @throws BadInputException where it names what is not there
   */
  static void use(Map<String, String> environment) {
    List<URL> places = places(environment);
    if (places.isEmpty()) {
      return;
    }
    Thread thread = Thread.currentThread();
    // Never closed: classes are looked for until the process ends.
    thread.setContextClassLoader(
        new URLClassLoader(places.toArray(URL[]::new), thread.getContextClassLoader()));
  }

  /**
   * The places that the environment names.
   *
   * @throws BadInputException where it names what is not there
   */
  static List<URL> places(Map<String, String> environment) {
    String path = environment.get(VARIABLE);
    return path == null || path.isEmpty()
        ? List.of()
        : Arrays.stream(path.split(File.pathSeparator)).map(UserClasses::place).toList();
  }

  private static URL place(String text) {
    Path place = Path.of(text);
    if (!Files.exists(place)) {
      throw new BadInputException(VARIABLE, text, "a jar or a directory of classes");
    }
    try {
      return place.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(place.toString(), e);
    }
  }
}
