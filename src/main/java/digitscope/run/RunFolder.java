package digitscope.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.RunConfig;
import digitscope.data.Corrected;
import digitscope.eval.ConfusionAt;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.train.BestWeights;
import digitscope.train.Checkpoint;
import digitscope.train.MetricLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A run on disk.
 *
 * <pre>
 * config.json                  what was trained and how; serves as a configuration again
 * provenance.json              data checksum, classes, version, date
 * metrics.csv                  every point of every metric
 * evaluations.jsonl            loss and confusion matrix of each evaluation, one a line
 * checkpoints/step-000938.npz  weights, optimizer state and what early stopping knows, for NumPy too
 * history/step-000938.npz      labels and probabilities of the test images at that evaluation
 * </pre>
 */
public final class RunFolder {
  private static final System.Logger LOG = System.getLogger(RunFolder.class.getName());
  private static final String CONFIG = "config.json";
  private static final String PROVENANCE = "provenance.json";
  private static final String METRICS = "metrics.csv";
  private static final String EVALUATIONS = "evaluations.jsonl";
  private static final String CHECKPOINTS = "checkpoints";
  private static final String HISTORY = "history";
  private static final Pattern CHECKPOINT = Pattern.compile("step-(\\d{1,18})\\.npz");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private final Path path;
  private final RunConfig config;
  private final Provenance provenance;

  private RunFolder(Path path, RunConfig config, Provenance provenance) {
    this.path = path;
    this.config = config;
    this.provenance = provenance;
  }

  /**
   * Begins a run.
   *
   * @param path a folder that doesn't exist yet, is empty, or holds a run that has no weights
   * @throws RunException if there is something else already, or it cannot be written
   */
  public static RunFolder create(Path path, RunConfig config, Provenance provenance)
      throws RunException {
    refuseIfTaken(path);
    try {
      Files.createDirectories(path.resolve(CHECKPOINTS));
      CompleteFile.write(
          path.resolve(PROVENANCE),
          JSON.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(provenance) + "\n");
      CompleteFile.write(path.resolve(CONFIG), new ConfigFiles().format(config));
      return new RunFolder(path, config, provenance);
    } catch (IOException e) {
      throw new RunException("The run folder %s cannot be written: %s".formatted(path, e), e);
    }
  }

  /**
   * Says early what {@link #create} would say.
   *
   * @throws RunException if the folder holds a run with weights, or other files
   */
  public static void refuseIfTaken(Path path) throws RunException {
    if (!checkpointSteps(path).isEmpty()) {
      throw new RunException(
          "%s already holds a run; give --resume to train on, or another folder".formatted(path));
    }
    try {
      if (Files.exists(path) && !isRun(path) && !isEmpty(path)) {
        throw new RunException(
            "%s holds other files; choose an empty folder for the run".formatted(path));
      }
    } catch (IOException e) {
      throw new RunException("%s is no folder that a run can be in: %s".formatted(path, e), e);
    }
  }

  /** Whether the folder looks like a run. */
  public static boolean isRun(Path path) {
    return Files.isRegularFile(path.resolve(CONFIG));
  }

  /**
   * Opens a run that has at least one checkpoint.
   *
   * @throws RunException if it is none, or what makes it one is damaged
   */
  public static RunFolder open(Path path) throws RunException {
    if (!Files.isDirectory(path)) {
      throw new RunException("There is no run folder %s; check the path".formatted(path));
    }
    if (!isRun(path)) {
      throw new RunException(
          "%s is not a run: it has no %s; choose a folder that 'train' made"
              .formatted(path, CONFIG));
    }
    try {
      RunConfig config = new ConfigFiles().read(path.resolve(CONFIG));
      Path file = path.resolve(PROVENANCE);
      JsonNode provenance = JSON.readTree(file.toFile());
      if (provenance instanceof ObjectNode fields) {
        // Runs from before there were any.
        fields.putIfAbsent("corrections", JSON.valueToTree(Corrected.NOTHING));
      }
      return new RunFolder(path, config, JSON.treeToValue(provenance, Provenance.class));
    } catch (ConfigException e) {
      throw new RunException("The run is damaged: " + e.getMessage(), e);
    } catch (JsonProcessingException e) {
      throw new RunException(
          "The run is damaged: %s: %s".formatted(path.resolve(PROVENANCE), e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new RunException(
          "The run is damaged: %s cannot be read".formatted(path.resolve(PROVENANCE)), e);
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
   * This run with a configuration that replaces the saved one, because it trains on.
   *
   * @throws RunException if it cannot be written
   */
  public RunFolder withConfig(RunConfig changed) throws RunException {
    try {
      CompleteFile.write(path.resolve(CONFIG), new ConfigFiles().format(changed));
      return new RunFolder(path, changed, provenance);
    } catch (IOException e) {
      throw new RunException("%s cannot be written: %s".formatted(path.resolve(CONFIG), e), e);
    }
  }

  /**
   * Steps of the checkpoints, rising.
   *
   * @throws RunException if the folder cannot be read
   */
  public List<Long> checkpointSteps() throws RunException {
    return checkpointSteps(path);
  }

  private static List<Long> checkpointSteps(Path path) throws RunException {
    Path folder = path.resolve(CHECKPOINTS);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> CHECKPOINT.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(name -> Long.valueOf(name.group(1)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new RunException("%s cannot be read: %s".formatted(folder, e), e);
    }
  }

  /**
   * The newest checkpoint.
   *
   * @throws RunException if there is none, or it is damaged
   */
  public Checkpoint lastCheckpoint() throws RunException {
    List<Long> steps = checkpointSteps();
    if (steps.isEmpty()) {
      throw new RunException(
          "The run %s has no weights yet: it was ended before its first checkpoint; train it anew"
              .formatted(path));
    }
    return checkpoint(steps.get(steps.size() - 1));
  }

  /**
   * The checkpoint of a step.
   *
   * @throws RunException if there is none of that step (then naming those there are), or it is
   *     damaged
   */
  public Checkpoint checkpoint(long step) throws RunException {
    List<Long> steps = checkpointSteps();
    if (!steps.contains(step)) {
      throw new RunException(
          "The run %s has no checkpoint of step %d; it has those of steps %s"
              .formatted(
                  path, step, String.join(", ", steps.stream().map(String::valueOf).toList())));
    }
    Path file = checkpointFile(step);
    try {
      Map<String, NpyArray> arrays = NpzFile.read(file);
      return new Checkpoint(
          NpzFile.array(arrays, "step").longScalar(),
          NpzFile.array(arrays, "learning_rate").doubleScalar(),
          NpzFile.array(arrays, "parameters").floats(),
          NpzFile.array(arrays, "optimizer_state").floats(),
          arrays.containsKey("best_step") ? Optional.of(best(arrays)) : Optional.empty());
    } catch (IOException e) {
      throw new RunException(
          "The checkpoint %s is damaged: %s; use another with --step"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static BestWeights best(Map<String, NpyArray> arrays) throws IOException {
    return new BestWeights(
        NpzFile.array(arrays, "best_step").longScalar(),
        NpzFile.array(arrays, "best_loss").doubleScalar(),
        NpzFile.array(arrays, "best_parameters").floats(),
        NpzFile.array(arrays, "validated_step").longScalar(),
        NpzFile.array(arrays, "best_restored").longScalar() != 0);
  }

  /**
   * The metric log up to a step.
   *
   * @throws RunException if it is damaged
   */
  public MetricLog metrics(long lastStep) throws RunException {
    Path file = path.resolve(METRICS);
    try {
      return Files.exists(file) ? MetricFile.read(file, lastStep) : new MetricLog();
    } catch (IOException e) {
      throw new RunException("The run is damaged: %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Every evaluation of the test set that was made, in the order of the steps.
   *
   * @throws RunException if the file is damaged
   */
  public List<EvaluationRecord> evaluations() throws RunException {
    Path file = path.resolve(EVALUATIONS);
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return EvaluationFile.read(file);
    } catch (IOException e) {
      throw new RunException("The run is damaged: %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * What the run remembers of its evaluations up to a step. What is missing or damaged is left out:
   * a run without memory can be looked at and gone on with all the same.
   */
  public EvaluationHistory history(long lastStep) {
    return EvaluationHistory.of(historyFolder().read(lastStep), confusions(lastStep));
  }

  private List<ConfusionAt> confusions(long lastStep) {
    try {
      return evaluations().stream()
          .filter(found -> found.step() <= lastStep)
          .map(found -> new ConfusionAt(found.step(), found.confusion()))
          .toList();
    } catch (RunException e) {
      LOG.log(System.Logger.Level.WARNING, "Its evaluations are left out. {0}", e.getMessage());
      return List.of();
    }
  }

  /**
   * Records what a run begins with that nobody has trained here.
   *
   * @param evaluation how its network does on the test images
   * @throws RunException if it cannot be written
   */
  public void begin(Checkpoint checkpoint, Evaluation evaluation) throws RunException {
    try {
      EvaluationFile.write(evaluationFile(), List.of(EvaluationRecord.of(evaluation)));
      save(checkpoint);
    } catch (IOException e) {
      throw new RunException("The run folder %s cannot be written: %s".formatted(path, e), e);
    }
  }

  void save(Checkpoint checkpoint) throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("step", NpyArray.of(checkpoint.step()));
    arrays.put("learning_rate", NpyArray.of(checkpoint.learningRate()));
    arrays.put("parameters", NpyArray.of(checkpoint.parameters()));
    arrays.put("optimizer_state", NpyArray.of(checkpoint.optimizerState()));
    checkpoint.best().ifPresent(best -> add(best, arrays));
    NpzFile.write(checkpointFile(checkpoint.step()), arrays);
  }

  private static void add(BestWeights best, Map<String, NpyArray> arrays) {
    arrays.put("best_step", NpyArray.of(best.step()));
    arrays.put("best_loss", NpyArray.of(best.loss()));
    arrays.put("best_parameters", NpyArray.of(best.parameters()));
    arrays.put("validated_step", NpyArray.of(best.validatedStep()));
    arrays.put("best_restored", NpyArray.of(best.restored() ? 1L : 0L));
  }

  /** Deletes what a program that was killed left half written. */
  void deleteUnfinished() throws IOException {
    CompleteFile.deleteUnfinished(path);
    CompleteFile.deleteUnfinished(path.resolve(CHECKPOINTS));
  }

  HistoryFolder historyFolder() {
    return new HistoryFolder(path.resolve(HISTORY));
  }

  void deleteCheckpoint(long step) throws IOException {
    Files.deleteIfExists(checkpointFile(step));
  }

  Path metricFile() {
    return path.resolve(METRICS);
  }

  Path evaluationFile() {
    return path.resolve(EVALUATIONS);
  }

  private Path checkpointFile(long step) {
    return path.resolve(CHECKPOINTS).resolve(String.format(Locale.ROOT, "step-%06d.npz", step));
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }
}
