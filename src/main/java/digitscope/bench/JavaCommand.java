package digitscope.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How to start Java as this process was started.
 *
 * @param java the program
 * @param options of the virtual machine
 * @param classPath as {@code -cp} takes it
 */
public record JavaCommand(Path java, List<String> options, String classPath) {
  /** Options that are for one process only: they write its files or wait for its debugger. */
  private static final List<String> OWN =
      List.of(
          "-XX:ArchiveClassesAtExit=",
          "-XX:SharedArchiveFile=",
          "-agentlib:",
          "-agentpath:",
          "-javaagent:",
          "-XX:StartFlightRecording",
          "-D" + StartSignal.PROPERTY);

  public JavaCommand {
    options = List.copyOf(options);
  }

  /** That of this process, with the options that another process can share. */
  public static JavaCommand ofThisProcess() {
    return new JavaCommand(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        shared(ManagementFactory.getRuntimeMXBean().getInputArguments()),
        System.getProperty("java.class.path"));
  }

  /** This, with one option more. */
  public JavaCommand with(String option) {
    return new JavaCommand(
        java, Stream.concat(options.stream(), Stream.of(option)).toList(), classPath);
  }

  /** The options that another process can share. */
  static List<String> shared(List<String> options) {
    return options.stream().filter(option -> OWN.stream().noneMatch(option::startsWith)).toList();
  }

  /**
   * The words that start a program whose start is measured.
   *
   * @param home where it is to keep its files
   */
  List<String> words(String mainClass, Path home) {
    List<String> words = new ArrayList<>(List.of(java.toString()));
    words.addAll(options);
    words.addAll(
        Stream.of(
                "-Duser.home=" + home,
                "-D" + StartSignal.PROPERTY + "=true",
                "-cp",
                classPath,
                mainClass)
            .toList());
    return words;
  }
}
