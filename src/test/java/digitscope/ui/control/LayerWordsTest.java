package digitscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.LayerSpec;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LayerWordsTest {
  @AfterEach
  void speakEnglish() {
    WindowLocale.set(Locale.ENGLISH);
  }

  @Test
  void everyLayerOfThePresetsHasAGermanTitle() throws ConfigException {
    Set<String> titles = titles();
    WindowLocale.set(Locale.GERMAN);
    LayerWords words = new LayerWords();
    assertThat(titles).hasSizeGreaterThan(10).allMatch(title -> !words.title(title).equals(title));
    assertThat(words.title("max pooling 2×2")).isEqualTo("Max-Pooling 2×2");
    assertThat(words.title("dropout 0.25")).isEqualTo("Dropout 0.25");
    assertThat(words.title("flatten")).isEqualTo("Flatten");
    assertThat(words.title("something else 3")).isEqualTo("something else 3");
  }

  @Test
  void englishTitlesStay() throws ConfigException {
    LayerWords words = new LayerWords();
    assertThat(titles()).allMatch(title -> words.title(title).equals(title));
  }

  private static Set<String> titles() throws ConfigException {
    ConfigFiles files = new ConfigFiles();
    Set<String> titles = new TreeSet<>();
    for (String preset : files.presets()) {
      files.preset(preset).network().layers().stream().map(LayerSpec::title).forEach(titles::add);
    }
    return titles;
  }
}
