package digitscope.ui.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecentRunTest {
  private final Locale before = Locale.getDefault();

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "ar-EG", "de-DE", "th-TH-u-ca-buddhist-nu-thai"})
  void saysInEveryLanguageAlikeWhenItBegan(String tag) {
    String created = "2026-12-15T10:11:00Z";
    Locale.setDefault(Locale.forLanguageTag(tag));

    RecentRun run = new RecentRun(Path.of("run"), "mlp", created, OptionalDouble.empty());

    LocalDateTime local = LocalDateTime.ofInstant(Instant.parse(created), ZoneId.systemDefault());
    assertThat(run.when()).isEqualTo(local.toString().replace('T', ' '));
  }
}
