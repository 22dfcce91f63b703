package digitscope.cli;

import digitscope.config.RunConfig;
import digitscope.eval.Evaluation;
import digitscope.network.Checkpoint;
import digitscope.network.ParameterLayout;
import digitscope.run.Computation;
import digitscope.run.Provenance;
import digitscope.run.RunFolder;
import digitscope.session.Validation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The result of a training run, as text and JSON.
 *
 * @param folder the run
 * @param weights that it came to
 * @param lastStep step to which the run was trained, later than that of best weights that came back
 * @param steps that were taken now; fewer than the run's if it was resumed
 * @param images that were trained on now
 * @param seconds spent now, evaluation included
 * @param imagesPerSecond of training, evaluation left out
 * @param trainAccuracy of the weights on the images that were trained on
 * @param test evaluation of the weights on the test images
 * @param validation of the weights on the held-out images, if there are any
 */
record TrainingResult(
    RunFolder folder,
    Checkpoint weights,
    long lastStep,
    long steps,
    long images,
    double seconds,
    double imagesPerSecond,
    double trainAccuracy,
    Evaluation test,
    Optional<HeldOutResult> validation) {
  /**
   * How a network does on the held-out images.
   *
   * @param loss mean loss of its weights; NaN if they were not evaluated
   * @param accuracy of its weights, in [0, 1]; NaN if they were not evaluated
   * @param outcome what the held-out images told of the run
   */
  record HeldOutResult(double loss, double accuracy, Validation outcome) {}

  /** The result with the keys that the command line promises. */
  Map<String, @Nullable Object> toJson() {
    RunConfig config = folder.config();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("run", folder.path().toAbsolutePath().normalize().toString());
    json.put("preset", config.name());
    json.put("data", config.data());
    json.put("data_sha256", folder.provenance().dataSha256());
    json.put("labels_corrected", folder.provenance().corrections().relabelled());
    json.put("images_left_out", folder.provenance().corrections().leftOut());
    json.put("corrections_sha256", folder.provenance().corrections().sha256());
    json.put("seed", config.training().seed());
    json.put("threads", config.training().threads());
    List<Computation> computations = folder.provenance().computations();
    json.put(
        "backend",
        computations.isEmpty() ? null : computations.get(computations.size() - 1).description());
    ParameterLayout layout = layout();
    json.put("parameters", layout.trained());
    json.put("statistics", layout.size() - layout.trained());
    json.put("epochs", config.training().epochs());
    json.put("steps", lastStep);
    json.put("images", images);
    json.put("seconds", seconds);
    json.put("images_per_second", imagesPerSecond);
    json.put("train_accuracy", trainAccuracy);
    json.put("test_accuracy", test.accuracy());
    json.put("test_loss", test.loss());
    json.put("validation_accuracy", number(HeldOutResult::accuracy));
    json.put("validation_loss", number(HeldOutResult::loss));
    json.put("best_step", validation.map(found -> found.outcome().bestStep()).orElse(null));
    json.put(
        "stopped_early", validation.map(found -> found.outcome().stoppedEarly()).orElse(false));
    json.put("weights_sha256", weights.sha256());
    return json;
  }

  /** What of the weights is trained, and what are statistics. */
  private ParameterLayout layout() {
    Provenance provenance = folder.provenance();
    return ParameterLayout.of(
        folder.config().network(), provenance.imageShape(), provenance.classNames().size());
  }

  private @Nullable Double number(ToDoubleFunction<HeldOutResult> of) {
    return validation.map(found -> JsonOutput.number(of.applyAsDouble(found))).orElse(null);
  }

  String toText() {
    return String.format(
        Locale.ROOT,
        "Trained %,d steps in %.1f s (%,.0f images/s)%n"
            + "Training accuracy %.2f %%, %stest accuracy %.2f %%, test loss %.4f%n"
            + "Run: %s",
        steps,
        seconds,
        imagesPerSecond,
        100 * trainAccuracy,
        validation
            .map(
                found ->
                    String.format(
                        Locale.ROOT, "validation accuracy %.2f %%, ", 100 * found.accuracy()))
            .orElse(""),
        100 * test.accuracy(),
        test.loss(),
        folder.path());
  }
}
