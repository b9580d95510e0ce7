package stampede.cli;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
    @Nullable String path = environment.get(VARIABLE);
    if (path == null || path.isEmpty()) {
      return;
    }
    URL[] places =
        Arrays.stream(path.split(File.pathSeparator)).map(UserClasses::place).toArray(URL[]::new);
    Thread thread = Thread.currentThread();
    // Never closed: classes are looked for until the process ends.
    thread.setContextClassLoader(new URLClassLoader(places, thread.getContextClassLoader()));
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
