package digitscope.ui.help;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.ui.control.help.GlossaryTerm;
import digitscope.ui.help.HelpViewModel.Entry;
import digitscope.ui.help.HelpViewModel.Section;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HelpViewModelTest {
  private final HelpViewModel model =
      new HelpViewModel(() -> List.of(new Shortcut("F5", "Train"), new Shortcut("Ctrl+T", "Dark")));

  @Test
  void showsEveryTermByName() {
    assertThat(model.entries()).hasSize(GlossaryTerm.values().length);
    assertThat(model.entries()).extracting(Entry::name).startsWith("Ablation", "Accuracy");
  }

  @Test
  void findsTermsByNameBeforeThoseThatOnlyMentionIt() {
    model.queryProperty().set(" Momentum ");
    assertThat(model.entries())
        .extracting(Entry::term)
        .startsWith(GlossaryTerm.MOMENTUM)
        .contains(GlossaryTerm.OPTIMIZER);
  }

  @Test
  void findsPartsOfTheGuideAndShortcutsByTheirWords() {
    model.queryProperty().set("train");
    assertThat(model.shortcuts()).extracting(Shortcut::keys).containsExactly("F5");
    model.queryProperty().set("onnx");
    assertThat(model.sections()).extracting(Section::title).containsExactly("Files");
    model.queryProperty().set("no such word");
    assertThat(model.sections()).isEmpty();
    assertThat(model.entries()).isEmpty();
    assertThat(model.shortcuts()).isEmpty();
  }

  @Test
  void linksOpenATermOrAPartWithNothingSearchedFor() {
    model.queryProperty().set("loss");
    model.follow("RECALL");
    assertThat(model.openProperty().get()).isTrue();
    assertThat(model.tabProperty().get()).isEqualTo(HelpTab.GLOSSARY);
    assertThat(model.termProperty().get()).contains(GlossaryTerm.RECALL);
    assertThat(model.queryProperty().get()).isEmpty();

    model.follow("SHORTCUTS");
    assertThat(model.tabProperty().get()).isEqualTo(HelpTab.SHORTCUTS);
    assertThat(model.termProperty().get()).isEmpty();
  }
}
