package digitscope.run;

import digitscope.io.AtomicFolder;
import digitscope.io.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts the runs of a store in order: names, notes, tags, and a trash from which they come back.
 * What was done last is undone first. For one thread at a time, off the JavaFX thread.
 */
public final class RunShelf {
  /** A folder of the trash: a number that rises, and how deep below it the run lies. */
  private static final Pattern PLACE = Pattern.compile("(\\d{6,9})-([1-9])");

  private final RunStore store;
  private final Deque<Change> changes = new ArrayDeque<>();

  /** What kind of change can be undone. */
  public enum Kind {
    RENAME,
    NOTE,
    TAG,
    TRASH
  }

  private interface Undo {
    void run() throws RunException;
  }

  private record Change(Kind kind, Path run, Undo undo) {}

  /**
   * A run in the trash.
   *
   * @param place where it lies now
   * @param run where it was, and goes when it is restored
   */
  public record Trashed(Path place, Path run) {}

  public RunShelf(RunStore store) {
    this.store = store;
  }

  /**
   * Gives a run a name to be shown; empty for that of its folder, which stays.
   *
   * @throws RunException if it cannot be written
   * @throws digitscope.io.InvalidValueException if it is too long
   */
  public void rename(Path run, String name) throws RunException {
    RunNotes before = notes(run);
    write(Kind.RENAME, run, before, before.withName(name));
  }

  /** Replaces the note on a run, as {@link #rename} its name. */
  public void note(Path run, String note) throws RunException {
    RunNotes before = notes(run);
    write(Kind.NOTE, run, before, before.withNote(note));
  }

  /** Replaces the tags of a run, as {@link #rename} its name. */
  public void tag(Path run, List<String> tags) throws RunException {
    RunNotes before = notes(run);
    write(Kind.TAG, run, before, before.withTags(tags));
  }

  private static RunNotes notes(Path run) {
    try {
      return RunNotesFile.read(run);
    } catch (IOException e) {
      // Damaged notes are replaced.
      return RunNotes.NONE;
    }
  }

  private void write(Kind kind, Path run, RunNotes before, RunNotes after) throws RunException {
    if (before.equals(after)) {
      return;
    }
    write(run, after);
    changes.push(new Change(kind, run, () -> write(run, before)));
  }

  private static void write(Path run, RunNotes notes) throws RunException {
    try {
      RunNotesFile.write(run, notes);
    } catch (IOException e) {
      throw new RunException(
          "%s cannot be written: %s".formatted(run.resolve(RunNotesFile.NAME), Reason.of(e)), e);
    }
  }

  /**
   * Moves a run of the store, or a folder of runs, to the trash.
   *
   * @throws RunException if it is being trained, is of no store, or cannot be moved
   */
  public void trash(Path run) throws RunException {
    Path root = store.root().toAbsolutePath().normalize();
    Path whole = run.toAbsolutePath().normalize();
    if (!whole.startsWith(root) || whole.equals(root)) {
      throw new RunException(
          "%s is not among the runs in %s; delete its folder yourself".formatted(run, root));
    }
    refuseIfTraining(whole);
    Path within = root.relativize(whole);
    Path place = free(within.getNameCount()).resolve(within);
    move(whole, place);
    changes.push(new Change(Kind.TRASH, whole, () -> restore(new Trashed(place, whole))));
  }

  private static void refuseIfTraining(Path folder) throws RunException {
    List<Path> all = new ArrayList<>(List.of(folder));
    if (Files.isRegularFile(folder.resolve(RunStore.GROUP_FILE))) {
      all.addAll(folders(folder));
    }
    for (Path one : all) {
      if (Files.exists(one.resolve(RunLock.NAME), LinkOption.NOFOLLOW_LINKS)) {
        RunLock lock = new RunLock(one);
        lock.take();
        lock.release();
      }
    }
  }

  /**
   * A folder of the trash that is not there yet, so that runs of one name do not meet.
   *
   * @param depth folders from the store down to the run, which its name tells
   */
  private Path free(int depth) throws RunException {
    Path trash = store.root().toAbsolutePath().normalize().resolve(RunStore.TRASH);
    int last =
        folders(trash).stream()
            .map(folder -> PLACE.matcher(String.valueOf(folder.getFileName())))
            .filter(Matcher::matches)
            .mapToInt(name -> Integer.parseInt(name.group(1)))
            .max()
            .orElse(0);
    return trash.resolve(String.format(Locale.ROOT, "%06d-%d", last + 1, depth));
  }

  /**
   * What is in the trash, in the order in which it came there.
   *
   * @throws RunException if it cannot be read
   */
  public List<Trashed> trashed() throws RunException {
    Path root = store.root().toAbsolutePath().normalize();
    List<Trashed> found = new ArrayList<>();
    for (Path numbered : folders(root.resolve(RunStore.TRASH))) {
      Matcher name = PLACE.matcher(String.valueOf(numbered.getFileName()));
      if (name.matches()) {
        List<Path> places = List.of(numbered);
        for (int depth = Integer.parseInt(name.group(2)); depth > 0; depth--) {
          places = below(places);
        }
        places.forEach(
            place -> found.add(new Trashed(place, root.resolve(numbered.relativize(place)))));
      }
    }
    return List.copyOf(found);
  }

  private static List<Path> below(List<Path> parents) throws RunException {
    List<Path> all = new ArrayList<>();
    for (Path parent : parents) {
      all.addAll(folders(parent));
    }
    return all;
  }

  private static List<Path> folders(Path parent) throws RunException {
    if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(parent)) {
      return found
          .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new RunException("%s cannot be read: %s".formatted(parent, Reason.of(e)), e);
    }
  }

  /**
   * Moves a run back from the trash to where it was.
   *
   * @throws RunException if there is something else by now, or it cannot be moved
   */
  public void restore(Trashed trashed) throws RunException {
    move(trashed.place(), trashed.run());
  }

  /**
   * Deletes for good what is in the trash; it cannot be undone.
   *
   * @throws RunException if something cannot be deleted
   */
  public void emptyTrash() throws RunException {
    Path trash = store.root().resolve(RunStore.TRASH);
    changes.removeIf(change -> change.kind() == Kind.TRASH);
    try {
      AtomicFolder.delete(trash);
    } catch (IOException e) {
      throw new RunException("%s cannot be deleted: %s".formatted(trash, Reason.of(e)), e);
    }
  }

  private static void move(Path from, Path to) throws RunException {
    try {
      AtomicFolder.move(from, to);
    } catch (IOException e) {
      throw new RunException("%s cannot be moved to %s: %s".formatted(from, to, Reason.of(e)), e);
    }
  }

  /** The kind of change that {@link #undo} takes back; empty if there is none. */
  public Optional<Kind> undoable() {
    return Optional.ofNullable(changes.peek()).map(Change::kind);
  }

  /**
   * Takes back the last change that is not taken back yet.
   *
   * @return the run that is as it was before; empty if there was nothing to undo
   * @throws RunException if it cannot be taken back; it can be tried again
   */
  public Optional<Path> undo() throws RunException {
    Change last = changes.peek();
    if (last == null) {
      return Optional.empty();
    }
    last.undo().run();
    changes.pop();
    return Optional.of(last.run());
  }
}
