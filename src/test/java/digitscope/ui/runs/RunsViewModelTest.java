package digitscope.ui.runs;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.run.RunFolder;
import digitscope.run.RunShelf;
import digitscope.run.RunStore;
import digitscope.run.RunSummary;
import digitscope.ui.fx.FakeLens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunsViewModelTest {
  private final FakeLens lens = new FakeLens();
  private final List<Path> opened = new ArrayList<>();

  @TempDir private Path temp = Path.of("");
  private RunFolder first;
  private RunFolder second;
  private RunsViewModel model = new RunsViewModel(lens, Runnable::run, Runnable::run);

  @BeforeEach
  void train() throws Exception {
    RunStore store = new RunStore(temp.resolve("runs"));
    first = SampleRuns.train(store, "first", 1);
    second = SampleRuns.train(store, "second", 2);
    Path damaged = Files.createDirectories(store.root().resolve("damaged"));
    Files.writeString(damaged.resolve("config.json"), "nonsense");
    lens.keepRunsIn(store.root());
    model = new RunsViewModel(lens, Runnable::run, Runnable::run);
    model.setOnOpen(opened::add);
    model.activeProperty().set(true);
  }

  @Test
  void listsEveryRunAndTheDamagedOnesLast() {
    assertThat(model.listedProperty().get()).isTrue();
    assertThat(names())
        .containsExactlyInAnyOrder("first", "second", "damaged")
        .last()
        .isEqualTo("damaged");
    RunRow damaged = row("damaged");
    assertThat(damaged.problem().orElseThrow()).contains("config.json");
    assertThat(damaged.testAccuracy()).isEmpty();
    assertThat(row("first").curve()).hasSizeGreaterThan(2);
    assertThat(row("first").isUnfinished()).isFalse();
  }

  @Test
  void findsRunsByAllWordsOfASearch() {
    model.tag(first.path(), List.of("baseline", "slow"));
    model.note(second.path(), "The one with the BASELINE seed");
    model.searchProperty().set("baseline");
    assertThat(names()).containsExactlyInAnyOrder("first", "second");
    model.searchProperty().set("baseline slow");
    assertThat(names()).containsExactly("first");
    model.searchProperty().set("nothing of the kind");
    assertThat(names()).isEmpty();
    model.searchProperty().set(" ");
    assertThat(names()).hasSize(3);
  }

  @Test
  void putsRunsInTheGroupOfEachTag() {
    model.tag(first.path(), List.of("a", "b"));
    model.tag(second.path(), List.of("b"));
    model.groupingProperty().set(Grouping.TAG);
    assertThat(model.groups().keySet()).containsExactly("", "a", "b");
    assertThat(model.groups().get("b"))
        .extracting(RunRow::name)
        .containsExactlyInAnyOrder("first", "second");
    model.groupingProperty().set(Grouping.PRESET);
    assertThat(model.groups().get(first.config().name())).hasSize(2);
  }

  @Test
  void undoesWhatWasDoneLast() {
    model.rename(first.path(), "the best");
    assertThat(names()).contains("the best");
    model.chosenProperty().set(List.of(second.path()));
    model.trash();
    assertThat(names()).doesNotContain("second");
    assertThat(second.path()).doesNotExist();
    assertThat(model.undoableProperty().get()).contains(RunShelf.Kind.TRASH);
    model.undo();
    assertThat(names()).contains("second");
    assertThat(second.path()).isDirectory();
    model.undo();
    assertThat(names()).contains("first").doesNotContain("the best");
    assertThat(model.undoableProperty().get()).isEmpty();
  }

  @Test
  void refusesToDeleteTheRunThatTheWindowShows() {
    lens.recordIn(first.path());
    model.chosenProperty().set(List.of(second.path(), first.path()));
    model.trash();
    assertThat(model.problemProperty().get().orElseThrow()).contains("open in the window");
    assertThat(first.path()).isDirectory();
    assertThat(second.path()).isDirectory();
  }

  @Test
  void saysWhyANameIsRefused() {
    model.rename(first.path(), "x".repeat(500));
    assertThat(model.problemProperty().get().orElseThrow()).contains("at most 100 characters");
    model.rename(first.path(), "short");
    assertThat(model.problemProperty().get()).isEmpty();
  }

  @Test
  void comparesSettingsOnlyWhereTheyDiffer() {
    List<RunSummary> runs =
        List.of(row("first").summary().orElseThrow(), row("second").summary().orElseThrow());
    List<RunsViewModel.Difference> found = RunsViewModel.differences(runs);
    assertThat(found)
        .containsExactly(
            new RunsViewModel.Difference(
                "training.seed", List.of(Optional.of(1L), Optional.of(2L))));
    assertThat(RunsViewModel.differences(List.of(runs.get(0), runs.get(0)))).isEmpty();
    assertThat(RunsViewModel.differences(runs.subList(0, 1))).isEmpty();
  }

  @Test
  void opensARunAndSaysWhyADamagedOneCannotBe() {
    model.open(row("first"));
    assertThat(opened).containsExactly(first.path());
    model.open(row("damaged"));
    assertThat(opened).hasSize(1);
    assertThat(model.problemProperty().get().orElseThrow()).contains("config.json");
  }

  private List<String> names() {
    return model.shownProperty().get().stream().map(RunRow::name).toList();
  }

  private RunRow row(String name) {
    return model.allProperty().get().stream()
        .filter(run -> run.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
