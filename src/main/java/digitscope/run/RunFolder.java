package digitscope.run;

import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.RunConfig;
import digitscope.data.DataException;
import digitscope.data.PictureReading;
import digitscope.data.Preparation;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.eval.MetricLog;
import digitscope.io.AtomicFile;
import digitscope.io.OwnFolder;
import digitscope.io.Reason;
import digitscope.network.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A run on disk.
 *
 * <pre>
 * config.json                  what was trained and how; serves as a configuration again
 * provenance.json              data checksum, classes, version, date
 * notes.json                   name, note and tags of the user, if there are any
 * metrics.csv                  every point of every metric
 * evaluations.jsonl            loss and confusion matrix of each evaluation, one a line
 * checkpoints/step-000938.npz  weights, optimizer state and what early stopping knows, by name
 * history/step-000938.npz      labels and probabilities of the test images at that evaluation
 * moments/step-000938.npz      weights and evaluations, to be looked at
 * moments/labels.npz           labels of the images that moments were evaluated on
 * </pre>
 */
public final class RunFolder {
  private static final System.Logger LOG = System.getLogger(RunFolder.class.getName());
  static final String CONFIG = "config.json";
  static final String PROVENANCE = "provenance.json";
  static final String METRICS = "metrics.csv";
  static final String EVALUATIONS = "evaluations.jsonl";
  static final String HISTORY = "history";

  private final Path path;
  private final RunConfig config;
  private final Provenance provenance;
  private final Consumer<String> notes;
  private final RunLock lock;

  private RunFolder(
      Path path, RunConfig config, Provenance provenance, Consumer<String> notes, RunLock lock) {
    this.path = path;
    this.lock = lock;
    this.config = config;
    this.provenance = provenance;
    this.notes = notes;
  }

  private static void log(String note) {
    LOG.log(System.Logger.Level.WARNING, note);
  }

  /**
   * Begins a run, which no other program can train before {@link #release}, or before what records
   * it is closed.
   *
   * @param path a folder that doesn't exist yet, is empty, or holds a run that has no weights or
   *     was killed as it began
   * @throws RunException if there is something else already, or it cannot be written
   */
  public static RunFolder create(Path path, RunConfig config, Provenance provenance)
      throws RunException {
    refuseIfTaken(path);
    RunLock lock = new RunLock(path);
    try {
      Files.createDirectories(path);
      lock.take();
      // Another program may have been faster.
      refuseIfTaken(path);
      OwnFolder.make(Checkpoints.folder(path));
      ProvenanceFile.write(path.resolve(PROVENANCE), provenance);
      AtomicFile.write(path.resolve(CONFIG), new ConfigFiles().format(config));
      return new RunFolder(path, config, provenance, RunFolder::log, lock);
    } catch (RunException e) {
      lock.release();
      throw e;
    } catch (IOException e) {
      lock.release();
      throw new RunException(
          "The run folder %s cannot be written: %s".formatted(path, Reason.of(e)), e);
    }
  }

  /**
   * Says early what {@link #create} would say.
   *
   * @throws RunException if the folder holds a run with weights, or other files
   */
  public static void refuseIfTaken(Path path) throws RunException {
    NewRun.refuseIfTaken(path);
  }

  /** Whether the folder looks like a run. */
  public static boolean isRun(Path path) {
    return Files.isRegularFile(path.resolve(CONFIG));
  }

  /**
   * Whether the folder has weights of a run, from which it could go on.
   *
   * @throws RunException if it cannot be read
   */
  public static boolean hasWeights(Path path) throws RunException {
    return !Checkpoints.steps(path).isEmpty();
  }

  /**
   * Opens a run to train it on: no other program can train it before {@link #release}, or before
   * what records it is closed.
   *
   * @throws RunException as {@link #open(Path, Consumer)}, or if another program trains it
   */
  public static RunFolder openToTrain(Path path, Consumer<String> notes) throws RunException {
    RunFolder folder = open(path, notes);
    folder.lock();
    try {
      // The program that trained it until now may have changed it.
      RunFolder now = open(path, notes);
      return new RunFolder(path, now.config, now.provenance, notes, folder.lock);
    } catch (RunException e) {
      folder.release();
      throw e;
    }
  }

  /** As {@link #open(Path, Consumer)}, with notes that are logged. */
  public static RunFolder open(Path path) throws RunException {
    return open(path, RunFolder::log);
  }

  /**
   * Opens a run. What is damaged in it costs its own contents: as long as its configuration and its
   * provenance can be read, so can all of it that is sound.
   *
   * @param notes hears in a sentence each of what is left out because it is damaged
   * @throws RunException if it is none, or what makes it one is damaged or newer than this program
   */
  public static RunFolder open(Path path, Consumer<String> notes) throws RunException {
    if (!Files.isDirectory(path)) {
      throw new RunException("There is no run folder %s; check the path".formatted(path));
    }
    if (!isRun(path)) {
      throw new RunException(
          "%s is not a run: it has no %s; choose a run folder made by 'train'"
              .formatted(path, CONFIG));
    }
    try {
      RunConfig config = new ConfigFiles().read(path.resolve(CONFIG));
      Provenance provenance = ProvenanceFile.read(path.resolve(PROVENANCE));
      return new RunFolder(path, config, provenance, notes, new RunLock(path));
    } catch (ConfigException e) {
      throw new RunException("The run cannot be opened: " + Reason.of(e), e);
    } catch (IOException e) {
      throw new RunException(
          "The run cannot be opened: %s: %s".formatted(path.resolve(PROVENANCE), Reason.of(e)), e);
    }
  }

  /**
   * Keeps other programs from writing into the run.
   *
   * @throws RunException if another one does
   */
  void lock() throws RunException {
    lock.take();
  }

  /** Lets other programs write into the run again. */
  public void release() {
    lock.release();
  }

  /** Removes a run that failed before its first step, and nothing that is not of such a run. */
  public void discardUntrained() {
    try {
      NewRun.discard(path);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "Something stays of a run that was not trained", e);
    } finally {
      release();
    }
  }

  public Path path() {
    return path;
  }

  public RunConfig config() {
    return config;
  }

  public Provenance provenance() {
    return provenance;
  }

  /**
   * How pictures become images for the network.
   *
   * @throws RunException if what was recorded makes no sense
   */
  public Preparation preparation() throws RunException {
    try {
      return provenance.ofPictures();
    } catch (DataException e) {
      throw new RunException("%s: %s".formatted(path.resolve(PROVENANCE), Reason.of(e)), e);
    }
  }

  /**
   * How the pictures of the run's data are to be read; empty if it was not made of pictures, or
   * nothing that makes sense was recorded.
   */
  public Optional<PictureReading> reading() {
    return soundPreparation().flatMap(found -> PictureReading.of(found, provenance.imageShape()));
  }

  /** How pictures become images for the network; empty if what was recorded makes no sense. */
  public Optional<Preparation> soundPreparation() {
    try {
      return Optional.of(preparation());
    } catch (RunException e) {
      notes.accept(Reason.of(e));
      return Optional.empty();
    }
  }

  /** What the user wrote about the run; nothing if that is damaged. */
  public RunNotes userNotes() {
    try {
      return RunNotesFile.read(path);
    } catch (IOException e) {
      notes.accept("%s was skipped: %s".formatted(path.resolve(RunNotesFile.NAME), Reason.of(e)));
      return RunNotes.NONE;
    }
  }

  /**
   * What a list shows of the run, read from small files alone.
   *
   * @throws RunException if its folders cannot be read
   */
  public RunSummary summary() throws RunException {
    return RunSummary.of(this);
  }

  /**
   * This run with a configuration that replaces the saved one, because it trains on.
   *
   * @throws RunException if it cannot be written
   */
  public RunFolder withConfig(RunConfig changed) throws RunException {
    try {
      AtomicFile.write(path.resolve(CONFIG), new ConfigFiles().format(changed));
      return new RunFolder(path, changed, provenance, notes, lock);
    } catch (IOException e) {
      throw new RunException(
          "%s cannot be written: %s".formatted(path.resolve(CONFIG), Reason.of(e)), e);
    }
  }

  /**
   * This run as it goes on, with what computes it from now on.
   *
   * @throws RunException if it cannot be written
   */
  public RunFolder computedBy(Computation computation) throws RunException {
    Provenance changed = provenance.computedBy(computation);
    Path file = path.resolve(PROVENANCE);
    try {
      ProvenanceFile.write(file, changed);
      return new RunFolder(path, config, changed, notes, lock);
    } catch (IOException e) {
      throw new RunException("%s cannot be written: %s".formatted(file, Reason.of(e)), e);
    }
  }

  /**
   * Steps of the checkpoints, rising.
   *
   * @throws RunException if the folder cannot be read
   */
  public List<Long> checkpointSteps() throws RunException {
    return checkpoints().steps();
  }

  /**
   * The newest checkpoint that is sound.
   *
   * @throws RunException if there is none
   */
  public Checkpoint lastCheckpoint() throws RunException {
    return checkpoints().last();
  }

  /**
   * The weights that the run came to, to be looked at: those of the newest sound checkpoint, or of
   * the newest stored step of a run that has no checkpoints, as other programs write it.
   *
   * @throws RunException if there are none
   */
  public Checkpoint result() throws RunException {
    return new StoredWeights(this, notes).newest();
  }

  /**
   * The checkpoint of a step. That of step 0 is computed if it is not on disk, as new weights
   * follow from the seed.
   *
   * @throws RunException if there is none of that step (then naming those there are), or it is
   *     damaged
   */
  public Checkpoint checkpoint(long step) throws RunException {
    return checkpoints().at(step);
  }

  Checkpoints checkpoints() {
    return new Checkpoints(this, notes);
  }

  /** The steps of the run that can be looked at, as they are on disk now. */
  public Timeline timeline() {
    return timeline(moments());
  }

  RecordedTimeline timeline(MomentStore moments) {
    return new RecordedTimeline(this, moments, notes);
  }

  MomentStore moments() {
    return new MomentStore(this, notes);
  }

  /**
   * The weights of a step that is stored, to be looked at; nothing can be trained on from there.
   *
   * @throws RunException if they are not stored (then naming the steps that are near) or damaged
   */
  public Checkpoint weights(long step) throws RunException {
    return new StoredWeights(this, notes).at(step);
  }

  /** Steps of one pass over the training set. */
  int stepsPerEpoch() {
    return config.training().stepsPerEpoch(provenance.trainingImages());
  }

  /**
   * The metric log up to a step, less what is damaged of it.
   *
   * @throws RunException if it cannot be read
   */
  public MetricLog metrics(long lastStep) throws RunException {
    return records().metrics(lastStep);
  }

  /**
   * Every evaluation of the test set that was made, in the order of the steps, less those that are
   * damaged.
   *
   * @throws RunException if they cannot be read
   */
  public List<EvaluationRecord> evaluations() throws RunException {
    return records().evaluations();
  }

  /**
   * The step of the weights that the run is opened with; empty if it has none.
   *
   * @throws RunException if they cannot be read
   */
  public OptionalLong resultStep() throws RunException {
    return checkpointSteps().isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(lastCheckpoint().result().step());
  }

  /**
   * What the run remembers of its evaluations up to a step. What is missing or damaged is left out:
   * a run without memory can be looked at and gone on with all the same.
   */
  public EvaluationHistory history(long lastStep) {
    return records().history(lastStep);
  }

  RunRecords records() {
    return new RunRecords(this, notes);
  }

  /**
   * Records what an imported run begins with, and lets other programs train it.
   *
   * @param evaluation how its network does on the test images
   * @throws RunException if it cannot be written
   */
  public void begin(Checkpoint checkpoint, Evaluation evaluation) throws RunException {
    try {
      EvaluationFile.write(evaluationFile(), List.of(EvaluationRecord.of(evaluation)));
      save(checkpoint);
    } catch (IOException e) {
      throw new RunException(
          "The run folder %s cannot be written: %s".formatted(path, Reason.of(e)), e);
    } finally {
      release();
    }
  }

  void save(Checkpoint checkpoint) throws IOException {
    checkpoints().save(checkpoint);
  }

  /**
   * Makes the run ready to be written on: deletes what a program that was killed left half written.
   *
   * @throws IOException if a link leads out of the run
   */
  void deleteUnfinished() throws IOException {
    Path checkpoints = Checkpoints.folder(path);
    OwnFolder.make(checkpoints);
    AtomicFile.deleteUnfinished(path);
    AtomicFile.deleteUnfinished(checkpoints);
  }

  HistoryFolder historyFolder() {
    return new HistoryFolder(path.resolve(HISTORY), notes);
  }

  void deleteCheckpoint(long step) throws IOException {
    checkpoints().delete(step);
  }

  Path metricFile() {
    return path.resolve(METRICS);
  }

  Path evaluationFile() {
    return path.resolve(EVALUATIONS);
  }
}
