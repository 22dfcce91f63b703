package digitscope.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class LanguageTest {
  @Test
  void followsTheDesktopWhereItsLanguageIsKnown() {
    assertThat(Language.SYSTEM.locale(Locale.forLanguageTag("de-AT"))).isEqualTo(Locale.GERMAN);
    assertThat(Language.SYSTEM.locale(Locale.GERMANY)).isEqualTo(Locale.GERMAN);
  }

  @Test
  void speaksEnglishOnOtherDesktops() {
    assertThat(Language.SYSTEM.locale(Locale.FRANCE)).isEqualTo(Locale.ENGLISH);
    assertThat(Language.SYSTEM.locale(Locale.ROOT)).isEqualTo(Locale.ENGLISH);
  }

  @Test
  void prefersWhatWasChosenToTheDesktop() {
    assertThat(Language.GERMAN.locale(Locale.US)).isEqualTo(Locale.GERMAN);
    assertThat(Language.ENGLISH.locale(Locale.GERMANY)).isEqualTo(Locale.ENGLISH);
  }
}
