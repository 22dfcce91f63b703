package digitscope.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PlainTextTest {
  @Test
  void takesCommandsOutOfText() {
    String hostile = "a\u001b[2Jb\u009bc\r\nd\te\u0007f\u202eg\u2066h\u2028i\u007fj\ufeffk";
    assertThat(PlainText.clean(hostile)).isEqualTo("a [2Jb c  d e f g h i j k");
  }

  @Test
  void keepsLettersOfAllLanguagesAndJoinedSigns() {
    String text = "é ß 数字 نص \uD83D\uDC68\u200D\uD83D\uDCBB ½";
    assertThat(PlainText.clean(text)).isEqualTo(text);
  }

  @Test
  void replacesHalvesOfCharacters() {
    assertThat(PlainText.clean("a\ud800b")).isEqualTo("a b");
  }

  @Test
  void cutsLongTextWithoutSplittingACharacter() {
    assertThat(PlainText.cut("abcdef", 6)).isEqualTo("abcdef");
    assertThat(PlainText.cut("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(PlainText.cut("abcd\uD83D\uDE00efg", 6)).isEqualTo("abcd…");
  }

  @Test
  void sentencesAreNeverLongerThan300Characters() {
    assertThat(PlainText.sentence("x".repeat(300))).isEqualTo("x".repeat(300));
    assertThat(PlainText.sentence("wrong " + "x".repeat(5_000_000) + " do this"))
        .hasSize(300)
        .startsWith("wrong x")
        .contains("x…x")
        .endsWith("x do this");
    assertThat(PlainText.sentence("\uD83D\uDE00".repeat(5_000))).hasSizeLessThanOrEqualTo(300);
  }
}
