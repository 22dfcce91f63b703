package digitscope.ui.runs;

import digitscope.config.SettingDifference;
import digitscope.config.Settings;
import digitscope.io.InvalidValueException;
import digitscope.io.Reason;
import digitscope.run.EvaluationRecord;
import digitscope.run.RunException;
import digitscope.run.RunFolder;
import digitscope.run.RunListing;
import digitscope.run.RunShelf;
import digitscope.run.RunStore;
import digitscope.run.RunSummary;
import digitscope.ui.control.Messages;
import digitscope.ui.fx.Lens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The runs of the user's store, read again whenever the page is shown. */
public final class RunsViewModel {
  private final Messages messages = Messages.of("runs");
  private final RunStore store;
  private final RunShelf shelf;
  private final Lens lens;
  private final Executor background;
  private final Executor fxThread;
  private final BooleanProperty active = new SimpleBooleanProperty(this, "active");
  private final ReadOnlyBooleanWrapper listed = new ReadOnlyBooleanWrapper(this, "listed");
  private final ReadOnlyObjectWrapper<List<RunRow>> all =
      new ReadOnlyObjectWrapper<>(this, "all", List.of());
  private final ReadOnlyObjectWrapper<List<RunRow>> shown =
      new ReadOnlyObjectWrapper<>(this, "shown", List.of());
  private final StringProperty search = new SimpleStringProperty(this, "search", "");
  private final ObjectProperty<Grouping> grouping =
      new SimpleObjectProperty<>(this, "grouping", Grouping.NONE);
  private final ObjectProperty<List<Path>> chosen =
      new SimpleObjectProperty<>(this, "chosen", List.of());
  private final ReadOnlyObjectWrapper<Optional<RunShelf.Kind>> undoable =
      new ReadOnlyObjectWrapper<>(this, "undoable", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<String>> problem =
      new ReadOnlyObjectWrapper<>(this, "problem", Optional.empty());
  private Consumer<Path> opener = path -> {};
  private BiConsumer<Path, Integer> trainer = (path, epochs) -> {};

  /**
   * @param lens whose runs these are, and whose own cannot be deleted
   * @param background reads and writes files, one after another
   */
  public RunsViewModel(Lens lens, Executor background, Executor fxThread) {
    this.store = lens.runs();
    this.shelf = new RunShelf(store);
    this.lens = lens;
    this.background = background;
    this.fxThread = fxThread;
    active.addListener(
        (property, before, now) -> {
          if (now) {
            refresh();
          }
        });
    search.addListener(changed -> show());
    all.addListener(changed -> show());
  }

  /** Whether the page is seen. */
  public BooleanProperty activeProperty() {
    return active;
  }

  /** What opens a run in the window. */
  public void setOnOpen(Consumer<Path> opener) {
    this.opener = opener;
  }

  /** What goes on training a run for more epochs. */
  public void setOnContinue(BiConsumer<Path, Integer> trainer) {
    this.trainer = trainer;
  }

  /** Goes on training a run, for more epochs than it was to have. */
  void goOn(Path run, int moreEpochs) {
    trainer.accept(run, moreEpochs);
  }

  /** Whether the list was read at least once. */
  public ReadOnlyBooleanProperty listedProperty() {
    return listed.getReadOnlyProperty();
  }

  /** All runs, newest first, the damaged ones last. */
  ReadOnlyObjectProperty<List<RunRow>> allProperty() {
    return all.getReadOnlyProperty();
  }

  /** Those of them that the search finds. */
  ReadOnlyObjectProperty<List<RunRow>> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /** Words that a run has to have. */
  StringProperty searchProperty() {
    return search;
  }

  ObjectProperty<Grouping> groupingProperty() {
    return grouping;
  }

  /** Folders of the runs that are chosen. */
  public ObjectProperty<List<Path>> chosenProperty() {
    return chosen;
  }

  /** What kind of change can be undone. */
  ReadOnlyObjectProperty<Optional<RunShelf.Kind>> undoableProperty() {
    return undoable.getReadOnlyProperty();
  }

  /** Why the last wish came to nothing, in a sentence. */
  ReadOnlyObjectProperty<Optional<String>> problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** The chosen runs, as they are now. */
  List<RunRow> chosenRuns() {
    return all.get().stream().filter(run -> chosen.get().contains(run.path())).toList();
  }

  /** Reads the runs again. */
  void refresh() {
    background.execute(this::read);
  }

  /** Called in the background. */
  private void read() {
    List<RunRow> found = new ArrayList<>();
    Optional<String> failure = Optional.empty();
    try {
      RunListing listing = store.listing();
      listing.runs().forEach(run -> found.add(RunRow.of(run, curve(run))));
      listing.damaged().forEach(run -> found.add(RunRow.of(run)));
    } catch (RunException e) {
      failure = Optional.of(Reason.of(e));
    }
    Optional<String> said = failure;
    Optional<RunShelf.Kind> kind = shelf.undoable();
    fxThread.execute(
        () -> {
          said.ifPresent(text -> problem.set(Optional.of(text)));
          undoable.set(kind);
          all.set(List.copyOf(found));
          listed.set(true);
        });
  }

  /** Evaluations that cannot be read are none. */
  private static List<EvaluationRecord> curve(RunSummary run) {
    try {
      return RunFolder.open(run.path(), note -> {}).evaluations();
    } catch (RunException e) {
      return List.of();
    }
  }

  private void show() {
    String words = search.get().strip();
    shown.set(
        words.isEmpty()
            ? all.get()
            : all.get().stream().filter(run -> run.matches(words)).toList());
  }

  /** The shown runs by the names of their groups, in alphabetical order. */
  Map<String, List<RunRow>> groups() {
    Map<String, List<RunRow>> groups = new TreeMap<>();
    for (RunRow run : shown.get()) {
      for (String group : grouping.get().groups(run)) {
        groups.computeIfAbsent(group, name -> new ArrayList<>()).add(run);
      }
    }
    return groups;
  }

  /**
   * A setting in which the chosen runs differ.
   *
   * @param setting its path, such as {@code training.learningRate}
   * @param values of each run, in their order; empty where a run has no such setting
   */
  record Difference(String setting, List<Optional<Object>> values) {}

  /** Where the settings of runs differ from those of the first. */
  static List<Difference> differences(List<RunSummary> runs) {
    List<Difference> found = new ArrayList<>();
    if (runs.size() < 2) {
      return found;
    }
    List<Map<String, SettingDifference>> toFirst = new ArrayList<>();
    TreeSet<String> settings = new TreeSet<>();
    for (RunSummary run : runs.subList(1, runs.size())) {
      Map<String, SettingDifference> byName = new TreeMap<>();
      Settings.differences(runs.get(0).config(), run.config())
          .forEach(difference -> byName.put(difference.setting(), difference));
      toFirst.add(byName);
      settings.addAll(byName.keySet());
    }
    for (String setting : settings) {
      Optional<Object> first =
          toFirst.stream()
              .filter(some -> some.containsKey(setting))
              .findFirst()
              .flatMap(some -> Optional.ofNullable(some.get(setting)))
              .flatMap(SettingDifference::a);
      List<Optional<Object>> values = new ArrayList<>(List.of(first));
      toFirst.forEach(
          some ->
              values.add(
                  Optional.ofNullable(some.get(setting)).map(SettingDifference::b).orElse(first)));
      found.add(new Difference(setting, List.copyOf(values)));
    }
    return found;
  }

  /** Shows a run in the whole window. */
  void open(RunRow run) {
    if (run.summary().isPresent()) {
      opener.accept(run.path());
    } else {
      problem.set(run.problem());
    }
  }

  /** Gives a run another name; empty for that of its folder. */
  void rename(Path run, String name) {
    change(() -> shelf.rename(run, name));
  }

  void note(Path run, String note) {
    change(() -> shelf.note(run, note));
  }

  void tag(Path run, List<String> tags) {
    change(() -> shelf.tag(run, tags));
  }

  /** Moves the chosen runs to the trash, but not the one that the window shows. */
  void trash() {
    List<Path> runs = chosen.get();
    Optional<Path> open = lens.folder().map(folder -> folder.toAbsolutePath().normalize());
    if (runs.stream().anyMatch(run -> open.equals(Optional.of(run.toAbsolutePath().normalize())))) {
      problem.set(Optional.of(messages.get("problem.open")));
      return;
    }
    change(
        () -> {
          for (Path run : runs) {
            shelf.trash(run);
          }
        });
  }

  /** Takes back the last change. */
  void undo() {
    change(shelf::undo);
  }

  private interface Change {
    void make() throws RunException;
  }

  private void change(Change change) {
    problem.set(Optional.empty());
    background.execute(
        () -> {
          try {
            change.make();
          } catch (RunException | InvalidValueException e) {
            String why = Reason.of(e);
            fxThread.execute(() -> problem.set(Optional.of(why)));
          }
          read();
        });
  }
}
