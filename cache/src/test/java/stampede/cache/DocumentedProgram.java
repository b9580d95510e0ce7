package stampede.cache;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.sqlite.JDBC;
import stampede.store.BackingStore;
import stampede.testkit.Repository;

/**
 * A program of docs/embedding.md: a java block is its one class. The text blocks after it are what
 * it prints or, where the line before names a {@code META-INF} file and ends in a colon, that file.
 */
record DocumentedProgram(String name, String source, Map<String, String> files, String prints) {
  private static final Pattern BLOCK =
      Pattern.compile("([^\n]*)\n\n```(java|text)\n(.*?)```\n", Pattern.DOTALL);
  private static final Pattern CLASS = Pattern.compile("public final class (\\w+)");
  private static final Pattern FILE = Pattern.compile("`(META-INF/[^`]+)`.*:");

  /** All that the document says is needed, and nothing else. */
  static final String CLASS_PATH = String.join(
      File.pathSeparator,
      home(BackingStore.class),
      home(ContentCache.class),
      home(Caffeine.class),
      home(JDBC.class),
      home(NullMarked.class));

  static List<DocumentedProgram> all() throws IOException {
    Path document = Repository.root().resolve("docs").resolve("embedding.md");
    var programs = new ArrayList<DocumentedProgram>();
    Matcher block = BLOCK.matcher(Files.readString(document));
    while (block.find()) {
      String text = block.group(3);
      if (block.group(2).equals("java")) {
        Matcher name = CLASS.matcher(text);
        assertTrue(name.find(), text);
        programs.add(new DocumentedProgram(name.group(1), text, new TreeMap<>(), ""));
        continue;
      }
      DocumentedProgram last = programs.remove(programs.size() - 1);
      Matcher file = FILE.matcher(block.group(1));
      programs.add(file.find() ? last.with(file.group(1), text) : last.printing(text));
    }
    return programs;
  }

  private DocumentedProgram with(String file, String text) {
    var more = new TreeMap<>(files);
    more.put(file, text);
    return new DocumentedProgram(name, source, more, prints);
  }

  private DocumentedProgram printing(String text) {
    return new DocumentedProgram(name, source, files, prints + text);
  }

  /** Writes the classes and the files into a folder. */
  void compileInto(Path folder) throws IOException {
    for (var file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var messages = new StringWriter();
    List<String> options = List.of(
        "-Xlint:all", "-Werror", "--release", "17", "-cp", CLASS_PATH, "-d", folder.toString());
    boolean compiled =
        compiler.getTask(messages, null, null, options, null, List.of(unit())).call();
    assertTrue(compiled, messages::toString);
  }

  private SimpleJavaFileObject unit() {
    var place = URI.create("string:///" + name + ".java");
    return new SimpleJavaFileObject(place, SimpleJavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }

  private static String home(Class<?> type) {
    var place = type.getProtectionDomain().getCodeSource().getLocation();
    return Path.of(URI.create(place.toString())).toString();
  }

  @Override
  public String toString() {
    return name;
  }
}
