package digitscope.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserFoldersTest {
  private static final Path HOME = Path.of("/home/ada");

  @Test
  void areWhereTheSystemWantsThem() {
    UserFolders usual =
        new UserFolders(HOME.resolve(".local/share/digitscope"), HOME.resolve(".cache/digitscope"));
    assertThat(folders("Linux", Map.of())).isEqualTo(usual);
    assertThat(folders("Linux", Map.of("XDG_DATA_HOME", "/d", "XDG_CACHE_HOME", "/c")))
        .isEqualTo(new UserFolders(Path.of("/d/digitscope"), Path.of("/c/digitscope")));
    assertThat(folders("Linux", Map.of("XDG_DATA_HOME", "d", "XDG_CACHE_HOME", "c")))
        .isEqualTo(usual);
    assertThat(folders("Mac OS X", Map.of()))
        .isEqualTo(
            new UserFolders(
                HOME.resolve("Library/Application Support/Digitscope"),
                HOME.resolve("Library/Caches/Digitscope")));
    assertThat(folders("Windows 11", Map.of()))
        .isEqualTo(
            new UserFolders(
                HOME.resolve("AppData/Local/Digitscope"),
                HOME.resolve("AppData/Local/Digitscope/cache")));
  }

  @Test
  void takesTheHomeThatTheSystemOrTheEnvironmentKnows() {
    Map<String, String> environment = Map.of("HOME", "/home/ann");
    assertThat(UserFolders.home("/home/me", environment)).contains(Path.of("/home/me"));
    for (String unknown : new String[] {"?", "", " "}) {
      assertThat(UserFolders.home(unknown, environment)).contains(Path.of("/home/ann"));
      assertThat(UserFolders.home(unknown, Map.of())).isEmpty();
      assertThat(UserFolders.home(unknown, Map.of("HOME", "here"))).isEmpty();
    }
  }

  private static UserFolders folders(String osName, Map<String, String> environment) {
    return UserFolders.standard(osName, HOME, environment);
  }
}
