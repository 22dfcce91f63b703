package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.run.RunStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What messages advise must exist. */
class AdviceTest {
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*[a-z]");
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?:digitscope|')\\s?(train|evaluate|predict|export|import|data [a-z]+)\\b([^']*)");

  /** Options of the Java machine and of processes that a benchmark starts. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          "--add-exports",
          "--add-modules",
          "--add-opens",
          "--query-gpu",
          "--waiting",
          "--loaded",
          "--details");

  private static CommandLine commands(Path folder) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return DigitscopeCommand.commandLine(
        new Environment(
            nowhere,
            nowhere,
            false,
            () -> {
              throw new IllegalStateException("No command runs here");
            },
            new RunStore(folder),
            run -> {},
            Optional.of(request -> {}),
            Optional.of(new NoWindow())));
  }

  private static Stream<CommandLine> all(CommandLine command) {
    return Stream.concat(
        Stream.of(command), command.getSubcommands().values().stream().flatMap(AdviceTest::all));
  }

  private static Stream<String> texts() throws IOException {
    Set<String> texts = new HashSet<>();
    for (Path root : new Path[] {Path.of("src/main/java"), Path.of("resources/strings")}) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String content = Files.readString(file);
          if (file.toString().endsWith(".java")) {
            TEXT.matcher(content).results().map(found -> found.group(1)).forEach(texts::add);
          } else {
            content.lines().forEach(texts::add);
          }
        }
      }
    }
    return texts.stream();
  }

  @Test
  void namesOptionsThatExist() throws IOException {
    Set<String> known = new TreeSet<>(OF_OTHERS);
    all(commands(Path.of("none")))
        .flatMap(command -> command.getCommandSpec().optionsMap().keySet().stream())
        .forEach(known::add);
    Set<String> advised = new TreeSet<>();
    texts()
        .flatMap(text -> OPTION.matcher(text).results().map(MatchResult::group))
        .forEach(advised::add);
    assertThat(advised).contains("--resume", "--run", "--data");
    assertThat(known).containsAll(advised);
  }

  @Test
  void namesOptionsOfTheCommandThatItNames() throws IOException {
    CommandLine commands = commands(Path.of("none"));
    Set<String> wrong = new TreeSet<>();
    assertThat(texts().flatMap(text -> COMMAND.matcher(text).results())).hasSizeGreaterThan(10);
    texts()
        .flatMap(text -> COMMAND.matcher(text).results())
        .forEach(
            advice -> {
              CommandLine command = commands;
              for (String name : advice.group(1).split(" ", -1)) {
                command = command == null ? null : command.getSubcommands().get(name);
              }
              if (command == null) {
                wrong.add(advice.group());
                return;
              }
              Set<String> known = command.getCommandSpec().optionsMap().keySet();
              OPTION
                  .matcher(advice.group(2))
                  .results()
                  .map(MatchResult::group)
                  .filter(option -> !known.contains(option))
                  .forEach(option -> wrong.add(advice.group()));
            });
    assertThat(wrong).isEmpty();
  }
}
