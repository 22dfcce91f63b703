package digitscope.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digitscope.io.InvalidValueException;
import digitscope.session.TinyTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunShelfTest {
  @TempDir private Path temp = Path.of("");

  private RunStore store() {
    return new RunStore(temp.resolve("runs"));
  }

  private Path run(String name) throws RunException {
    RunFolder run =
        RunFolder.create(
            store().root().resolve(name), TinyTask.config(), Provenance.now(TinyTask.data()));
    run.release();
    return run.path();
  }

  private static RunNotes notes(Path run) throws RunException {
    return RunFolder.open(run).userNotes();
  }

  @Test
  void namesNotesAndTagsOutliveTheProgramAndAreUndoneLastFirst() throws Exception {
    Path run = run("a");
    RunShelf shelf = new RunShelf(store());
    assertThat(shelf.undoable()).isEmpty();
    shelf.rename(run, "  First try ");
    shelf.note(run, "Rate too high?\nTry 0.01.");
    shelf.tag(run, List.of("thesis", " rate ", "thesis", ""));
    assertThat(notes(run))
        .isEqualTo(
            new RunNotes("First try", "Rate too high?\nTry 0.01.", List.of("thesis", "rate")));
    assertThat(store().listing().runs()).extracting(RunSummary::name).containsExactly("First try");
    shelf.rename(run, "First try");
    assertThat(shelf.undoable()).contains(RunShelf.Kind.TAG);
    assertThat(shelf.undo()).contains(run);
    assertThat(shelf.undo()).contains(run);
    assertThat(notes(run)).isEqualTo(new RunNotes("First try", "", List.of()));
    assertThat(shelf.undo()).contains(run);
    assertThat(notes(run)).isEqualTo(RunNotes.NONE);
    assertThat(shelf.undo()).isEmpty();
  }

  @Test
  void damagedNotesHideNoRun() throws Exception {
    Path run = run("a");
    Files.writeString(run.resolve("notes.json"), "{\"name\": 3");
    assertThat(store().listing().runs()).extracting(RunSummary::name).containsExactly("a");
    new RunShelf(store()).rename(run, "again");
    assertThat(notes(run).name()).isEqualTo("again");
  }

  @Test
  void refusesTextsThatAreTooLong() throws Exception {
    Path run = run("a");
    RunShelf shelf = new RunShelf(store());
    assertThatThrownBy(() -> shelf.rename(run, "n".repeat(101)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("A name has at most 100 characters, not 101; shorten it");
    assertThat(notes(run)).isEqualTo(RunNotes.NONE);
    assertThat(shelf.undoable()).isEmpty();
  }

  @Test
  void bringsRunsBackFromTheTrashThoughTheyHadOneName() throws Exception {
    RunShelf shelf = new RunShelf(store());
    Path run = run("a");
    shelf.rename(run, "one");
    shelf.trash(run);
    assertThat(run).doesNotExist();
    assertThat(store().listing().runs()).isEmpty();
    assertThat(store().list()).isEmpty();
    run("a");
    shelf.rename(run, "two");
    shelf.trash(run);
    RunShelf later = new RunShelf(store());
    assertThat(later.trashed()).extracting(RunShelf.Trashed::run).containsExactly(run, run);
    later.restore(later.trashed().get(0));
    assertThat(notes(run).name()).isEqualTo("one");
    assertThatThrownBy(() -> later.restore(later.trashed().get(0)))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("already taken");
    later.emptyTrash();
    assertThat(later.trashed()).isEmpty();
    assertThat(notes(run).name()).isEqualTo("one");
  }

  @Test
  void undoesARenameAfterTheRunCameBack() throws Exception {
    RunShelf shelf = new RunShelf(store());
    Path run = run("a");
    shelf.rename(run, "one");
    shelf.trash(run);
    shelf.undo();
    assertThat(notes(run).name()).isEqualTo("one");
    shelf.undo();
    assertThat(notes(run)).isEqualTo(RunNotes.NONE);
  }

  @Test
  void bringsARunBackIntoItsGroup() throws Exception {
    Path run = run("group/seed-1");
    Files.writeString(run.resolveSibling(RunStore.GROUP_FILE), "{}");
    RunShelf shelf = new RunShelf(store());
    shelf.trash(run);
    assertThat(new RunShelf(store()).trashed())
        .extracting(RunShelf.Trashed::run)
        .containsExactly(run);
    shelf.undo();
    assertThat(store().listing().runs()).extracting(RunSummary::path).containsExactly(run);
    shelf.trash(store().root().resolve("group"));
    assertThat(store().listing().runs()).isEmpty();
    assertThat(shelf.trashed())
        .extracting(RunShelf.Trashed::run)
        .containsExactly(store().root().resolve("group"));
  }

  @Test
  void keepsARunThatIsBeingTrainedOrOfNoStore() throws Exception {
    Path run = run("a");
    RunFolder training = RunFolder.openToTrain(run, note -> {});
    RunShelf shelf = new RunShelf(store());
    assertThatThrownBy(() -> shelf.trash(run)).hasMessageContaining("is being trained");
    training.release();
    assertThatThrownBy(() -> shelf.trash(temp)).hasMessageContaining("not among the runs");
    assertThatThrownBy(() -> shelf.trash(store().root()))
        .hasMessageContaining("not among the runs");
    assertThat(run).exists();
    assertThat(shelf.undoable()).isEmpty();
  }
}
