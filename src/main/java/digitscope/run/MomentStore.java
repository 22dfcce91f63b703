package digitscope.run;

import digitscope.config.InvalidNetworkException;
import digitscope.io.AtomicFile;
import digitscope.io.OwnFolder;
import digitscope.io.Reason;
import digitscope.io.WordedIOException;
import digitscope.run.MomentFile.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/**
 * The moments of a run on disk: a file {@code step-000157.npz} for each, and the labels of their
 * images once, in {@code labels.npz}. One thread writes; any may read. A damaged moment costs only
 * itself.
 */
final class MomentStore {
  private static final System.Logger LOG = System.getLogger(MomentStore.class.getName());
  static final String FOLDER = "moments";
  static final String LABELS = "labels.npz";

  private final RunFolder run;
  private final Path folder;
  private final StepFiles files;
  private final Consumer<String> notes;
  private final NavigableMap<Long, Entry> index = new ConcurrentSkipListMap<>();
  private final Map<Long, Unread> unread = new ConcurrentHashMap<>();
  private final Set<Long> reported = ConcurrentHashMap.newKeySet();
  private Optional<Labels> labels = Optional.empty();

  /** A moment on disk. */
  private record Entry(KnownStep known, long bytes) {}

  /**
   * Looks at what is there.
   *
   * @param notes hears in a sentence each of what is left out because it is damaged
   */
  MomentStore(RunFolder run, Consumer<String> notes) {
    this.run = run;
    this.notes = notes;
    folder = run.path().resolve(FOLDER);
    files = new StepFiles(folder);
    try {
      files.steps().forEach(this::takeIn);
    } catch (IOException e) {
      notes.accept("The stored steps %s cannot be read: %s".formatted(folder, Reason.of(e)));
    }
  }

  private void takeIn(long step) {
    Path file = files.file(step);
    try {
      index.put(step, new Entry(MomentFile.outline(file, step), Files.size(file)));
    } catch (IOException e) {
      notes.accept("The stored step %s was skipped: %s".formatted(file, Reason.of(e)));
    }
  }

  /** A file that could not be read, as it was then. */
  private record Unread(long bytes, FileTime changed) {}

  /**
   * Looks at what another program has written or deleted since. A file that can't be read may be
   * half written: it is tried again when it has changed, and is said to be damaged only when it has
   * not.
   *
   * @throws IOException if the folder can't be read
   */
  void refresh() throws IOException {
    Set<Long> there = Set.copyOf(files.steps());
    index.keySet().retainAll(there);
    unread.keySet().retainAll(there);
    for (long step : there) {
      if (!index.containsKey(step)) {
        tryAgain(step);
      }
    }
    forgetMissingLabels();
  }

  private void tryAgain(long step) {
    Path file = files.file(step);
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      Unread state = new Unread(now.size(), now.lastModifiedTime());
      Optional<Unread> before = Optional.ofNullable(unread.put(step, state));
      if (before.isEmpty() || !before.get().equals(state)) {
        index.put(step, new Entry(MomentFile.outline(file, step), now.size()));
        unread.remove(step);
      } else if (reported.add(step)) {
        takeIn(step);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "The stored step is not readable yet", e);
    }
  }

  /** They may have been written since. */
  private synchronized void forgetMissingLabels() {
    labels = labels.filter(known -> !known.equals(Labels.NONE));
  }

  /** What is known of the moments without reading them, by rising step. */
  List<KnownStep> known() {
    return index.values().stream().map(Entry::known).toList();
  }

  boolean has(long step) {
    return index.containsKey(step);
  }

  /** What all moments take. */
  long bytes() {
    return index.values().stream().mapToLong(Entry::bytes).sum();
  }

  /**
   * Reads a moment.
   *
   * @throws IOException if it is damaged or has been deleted
   */
  Moment read(long step) throws IOException {
    return format().read(files.file(step), step, labels());
  }

  Path file(long step) {
    return files.file(step);
  }

  private MomentFile format() throws IOException {
    try {
      return MomentFile.of(run.config(), run.provenance());
    } catch (InvalidNetworkException e) {
      throw new WordedIOException("its network does not fit its images: " + Reason.of(e), e);
    }
  }

  /** Without them the parameters can be used all the same. */
  private synchronized Labels labels() throws IOException {
    Optional<Labels> known = labels;
    if (known.isPresent()) {
      return known.get();
    }
    Path file = folder.resolve(LABELS);
    Labels read = Labels.NONE;
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      try {
        int training = run.provenance().trainingImages();
        read = format().readLabels(file, run.records().testImages().most(), training);
      } catch (IOException e) {
        notes.accept(
            "%s was skipped, along with its predictions: %s".formatted(file, Reason.of(e)));
      }
    }
    labels = Optional.of(read);
    return read;
  }

  /**
   * Deletes what is of later steps, and what a program that was killed left half written.
   *
   * @throws IOException if it cannot, or a link leads out of the run
   */
  void forgetAfter(long lastStep) throws IOException {
    OwnFolder.make(folder);
    AtomicFile.deleteUnfinished(folder);
    for (long step : files.steps()) {
      if (step > lastStep) {
        delete(step);
      }
    }
  }

  private void delete(long step) throws IOException {
    index.remove(step);
    files.delete(step);
  }

  /** Writes a moment, then deletes those that are not to stay. */
  void save(Moment moment, Retention retention) throws IOException {
    if (retention.budgetBytes() <= 0) {
      return;
    }
    keepLabels(moment);
    Path file = files.file(moment.step());
    format().write(file, moment);
    index.put(moment.step(), new Entry(KnownStep.of(moment), Files.size(file)));
    Set<Long> kept =
        retention.kept(
            KnownStep.stored(index.values(), Entry::known, Entry::bytes, run.stepsPerEpoch()));
    for (long step : List.copyOf(index.keySet())) {
      if (!kept.contains(step)) {
        delete(step);
      }
    }
  }

  private synchronized void keepLabels(Moment moment) throws IOException {
    Labels known = labels();
    Labels wanted =
        new Labels(
            moment.test().map(Predictions::labels).or(known::test),
            moment.heldOut().map(Predictions::labels).or(known::heldOut));
    if (!same(wanted.test(), known.test()) || !same(wanted.heldOut(), known.heldOut())) {
      MomentFile.writeLabels(folder.resolve(LABELS), wanted);
      labels = Optional.of(wanted);
    }
  }

  private static boolean same(Optional<byte[]> one, Optional<byte[]> other) {
    return one.isPresent() == other.isPresent()
        && Arrays.equals(one.orElse(new byte[0]), other.orElse(new byte[0]));
  }
}
