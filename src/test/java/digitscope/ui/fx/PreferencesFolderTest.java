package digitscope.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.RunConfig;
import digitscope.eval.GalleryQuery.Grouping;
import digitscope.eval.GalleryQuery.Order;
import digitscope.ui.fx.GalleryLook.Zoom;
import digitscope.ui.fx.Preferences.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesFolderTest {
  private final Path home;

  PreferencesFolderTest(@TempDir Path home) {
    this.home = home;
  }

  private PreferencesFolder folder() {
    return new PreferencesFolder(home.resolve("digitscope"));
  }

  @Test
  void readsBackWhatItSaved() throws IOException {
    GalleryLook look = new GalleryLook(Order.MARGIN, true, Grouping.ACTUAL, Zoom.SMALL);
    Preferences saved =
        new Preferences(
            new Bounds(12, 34.5, 1280, 800, true),
            true,
            false,
            "DRAW",
            look,
            Language.GERMAN,
            TextSize.LARGE,
            true);

    folder().save(saved);

    assertThat(folder().load()).isEqualTo(saved);
  }

  @Test
  void leavesNothingUnfinishedBehind() throws IOException {
    folder().save(Preferences.defaults());
    folder().save(Preferences.defaults());

    try (Stream<Path> files = Files.list(home.resolve("digitscope"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void startsFromTheDefaultsWithoutAFile() {
    assertThat(folder().load()).isEqualTo(Preferences.defaults());
    assertThat(folder().loadSetup()).isEmpty();
  }

  @Test
  void takesTheDefaultForEachEntryThatIsDamaged() throws IOException {
    Files.createDirectories(home.resolve("digitscope"));
    Files.writeString(
        home.resolve("digitscope/window.properties"),
        """
        window.width=wide
        window.height=-3
        window.x=NaN
        dark=true
        gallery.order=BEAUTY
        gallery.zoom=LARGE
        """);

    Preferences loaded = folder().load();

    assertThat(loaded.bounds()).isEqualTo(Preferences.defaults().bounds());
    assertThat(loaded.dark()).isTrue();
    assertThat(loaded.gallery()).isEqualTo(GalleryLook.INITIAL.withZoom(Zoom.LARGE));
  }

  @Test
  void takesTheDefaultsWhenTheFilesAreNoText() throws IOException {
    Files.createDirectories(home.resolve("digitscope"));
    byte[] rubbish = {(byte) 0xff, 0, (byte) 0xfe, '\\', 'u', 'x'};
    Files.write(home.resolve("digitscope/window.properties"), rubbish);
    Files.write(home.resolve("digitscope/setup.json"), rubbish);

    assertThat(folder().load()).isEqualTo(Preferences.defaults());
    assertThat(folder().loadSetup()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"deep", "long", "folder", "pipe"})
  void startsWithoutASetupThatCannotBe(String kind) throws Exception {
    Path setup = home.resolve("digitscope/setup.json");
    Files.createDirectories(setup.getParent());
    switch (kind) {
      case "deep" -> Files.writeString(setup, "{\"network\":".repeat(2_000));
      case "long" -> Files.writeString(setup, "{\"limit\":" + "9".repeat(1_000) + "}");
      case "folder" -> Files.createDirectory(setup);
      default ->
          assertThat(new ProcessBuilder("mkfifo", setup.toString()).start().waitFor()).isZero();
    }
    assertThat(folder().loadSetup()).isEmpty();
  }

  @Test
  void takesTheDefaultsWhenAnEscapeIsCutOff() throws IOException {
    Files.createDirectories(home.resolve("digitscope"));
    Files.writeString(home.resolve("digitscope/window.properties"), "page=\\u12");

    assertThat(folder().load()).isEqualTo(Preferences.defaults());
  }

  @Test
  void readsBackTheSetupItSaved() throws IOException, ConfigException {
    RunConfig setup = new ConfigFiles().preset("mlp").withLimit(500);

    folder().saveSetup(setup);

    assertThat(folder().loadSetup()).contains(setup);
  }

  @Test
  void isWhereTheDesktopWantsIt() {
    Path home = Path.of("/home/ada");

    assertThat(PreferencesFolder.standard("Linux", home, Map.of()))
        .isEqualTo(Path.of("/home/ada/.config/digitscope"));
    assertThat(PreferencesFolder.standard("Linux", home, Map.of("XDG_CONFIG_HOME", "/cfg")))
        .isEqualTo(Path.of("/cfg/digitscope"));
    assertThat(PreferencesFolder.standard("Linux", home, Map.of("XDG_CONFIG_HOME", "relative")))
        .isEqualTo(Path.of("/home/ada/.config/digitscope"));
    assertThat(PreferencesFolder.standard("Mac OS X", home, Map.of()))
        .isEqualTo(Path.of("/home/ada/Library/Application Support/Digitscope"));
    assertThat(PreferencesFolder.standard("Windows 11", home, Map.of("APPDATA", "/roaming")))
        .isEqualTo(Path.of("/roaming/Digitscope"));
  }
}
