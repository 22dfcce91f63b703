package digitscope.ui.setup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EditHistoryTest {
  private final EditHistory<String> history = new EditHistory<>();

  @Test
  void goesBackAndForthThroughEdits() {
    history.edited("a");
    history.edited("b");

    assertThat(history.undo("c")).contains("b");
    assertThat(history.undo("b")).contains("a");
    assertThat(history.undo("a")).isEmpty();
    assertThat(history.redo("a")).contains("b");
    assertThat(history.redo("b")).contains("c");
    assertThat(history.redo("c")).isEmpty();
    assertThat(history.canUndoProperty().get()).isTrue();
    assertThat(history.canRedoProperty().get()).isFalse();
  }

  @Test
  void forgetsWhatWasUndoneOnceSomethingElseIsEdited() {
    history.edited("a");
    history.undo("b");
    history.edited("a");

    assertThat(history.canRedoProperty().get()).isFalse();
    assertThat(history.undo("c")).contains("a");
  }

  @Test
  void makesOneEditOfAGesture() {
    history.edited("a");
    history.setGesture(true);
    history.edited("b");
    history.edited("c");
    history.setGesture(false);
    history.edited("d");

    assertThat(history.undo("e")).contains("d");
    assertThat(history.undo("d")).contains("b");
    assertThat(history.undo("b")).contains("a");
  }
}
