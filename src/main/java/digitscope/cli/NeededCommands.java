package digitscope.cli;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which commands some arguments can need: the window and the version none, help a list of them, and
 * a command itself. What is not understood needs all.
 */
final class NeededCommands implements Predicate<String> {
  private final List<String> arguments;
  private final boolean isCommand;

  /**
   * @param known names of all commands
   * @param arguments of the program
   */
  NeededCommands(Set<String> known, String... arguments) {
    this.arguments = List.of(arguments);
    this.isCommand = arguments.length > 0 && known.contains(arguments[0]);
  }

  /**
   * Whether a command is needed.
   *
   * @param name such as {@code "data"}, or {@code "data list"} for the commands below it
   */
  @Override
  public boolean test(String name) {
    String first = name.split(" ", 2)[0];
    if (arguments.isEmpty() || isOnly("--version", "-V")) {
      return false;
    }
    if (isOnly("--help", "-h")) {
      return first.equals(name);
    }
    return !isCommand || arguments.get(0).equals(first);
  }

  private boolean isOnly(String... questions) {
    return arguments.size() == 1 && List.of(questions).contains(arguments.get(0));
  }
}
