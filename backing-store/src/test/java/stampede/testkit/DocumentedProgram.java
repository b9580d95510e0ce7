package stampede.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A program of a page in docs/: a java block is its one class. The text blocks after it are what
 * it prints or, where the line before names a {@code META-INF} file and ends in a colon, that file.
 */
public record DocumentedProgram(
    String name, String source, Map<String, String> files, String prints) {
  private static final Pattern BLOCK =
      Pattern.compile("([^\n]*)\n\n```(java|text)\n(.*?)```\n", Pattern.DOTALL);
  private static final Pattern CLASS = Pattern.compile("public final class (\\w+)");
  private static final Pattern FILE = Pattern.compile("`(META-INF/[^`]+)`.*:");

  /** The programs of a page, by its name in docs/. */
  public static List<DocumentedProgram> all(String page) throws IOException {
    Path document = Repository.root().resolve("docs").resolve(page);
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

  /** Where the classes that stand beside {@code types} are, as a class path. */
  public static String classPath(Class<?>... types) {
    return Stream.of(types)
        .map(DocumentedProgram::home)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Writes the classes and the files into a folder. A warning is an error. */
  public void compileInto(Path folder, String classPath) throws IOException {
    for (var file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var messages = new StringWriter();
    List<String> options = List.of(
        "-Xlint:all", "-Werror", "--release", "17", "-cp", classPath, "-d", folder.toString());
    boolean compiled =
        compiler.getTask(messages, null, null, options, null, List.of(unit())).call();
    assertTrue(compiled, messages::toString);
  }

  /** Starts it in a folder. */
  public ChildProcess start(Path folder, String classPath) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return ChildProcess.start(folder, java.toString(), "-Xmx64m", "-cp", classPath, name);
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
