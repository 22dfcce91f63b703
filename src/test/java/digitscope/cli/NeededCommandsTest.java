package digitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class NeededCommandsTest {
  private static final Set<String> KNOWN = Set.of("train", "data");

  private static NeededCommands of(String... arguments) {
    return new NeededCommands(KNOWN, arguments);
  }

  @Test
  void needsNoneForTheWindowAndTheVersion() {
    assertThat(KNOWN).noneMatch(of()).noneMatch(of("--version")).noneMatch(of("-V"));
  }

  @Test
  void needsAListForHelp() {
    assertThat(KNOWN).allMatch(of("--help"));
    assertThat(of("-h").test("data list")).isFalse();
  }

  @Test
  void needsACommandWithWhatIsBelowIt() {
    assertThat(KNOWN).filteredOn(of("data", "list")).containsExactly("data");
    assertThat(of("data", "--help").test("data list")).isTrue();
  }

  @Test
  void needsAllWhereItDoesNotUnderstand() {
    assertThat(KNOWN).allMatch(of("trian")).allMatch(of("--json", "train"));
    assertThat(of("trian").test("data list")).isTrue();
  }
}
