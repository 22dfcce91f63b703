package digitscope.cli;

import digitscope.config.RunConfig;
import digitscope.eval.Evaluation;
import digitscope.run.RunFolder;
import digitscope.train.Checkpoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What training came to.
 *
 * @param folder the run
 * @param weights at the end
 * @param steps that were taken now; fewer than the run's if it was resumed
 * @param images that were trained on now
 * @param seconds spent now, evaluation included
 * @param imagesPerSecond of training, evaluation left out
 * @param trainAccuracy of the weights at the end on the training images
 * @param test evaluation of the weights at the end on the test images
 */
record TrainingResult(
    RunFolder folder,
    Checkpoint weights,
    long steps,
    long images,
    double seconds,
    double imagesPerSecond,
    double trainAccuracy,
    Evaluation test) {
  /** The result with the keys that the command line promises. */
  Map<String, Object> toJson() {
    RunConfig config = folder.config();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", folder.path().toAbsolutePath().normalize().toString());
    json.put("preset", config.name());
    json.put("data", config.data());
    json.put("data_sha256", folder.provenance().dataSha256());
    json.put("seed", config.training().seed());
    json.put("threads", config.training().threads());
    json.put("parameters", weights.parameters().length);
    json.put("epochs", config.training().epochs());
    json.put("steps", weights.step());
    json.put("images", images);
    json.put("seconds", seconds);
    json.put("images_per_second", imagesPerSecond);
    json.put("train_accuracy", trainAccuracy);
    json.put("test_accuracy", test.accuracy());
    json.put("test_loss", test.loss());
    json.put("weights_sha256", sha256(weights.parameters()));
    return json;
  }

  String toText() {
    return String.format(
        Locale.ROOT,
        "Trained %,d steps in %.1f s (%,.0f images/s)%n"
            + "Training accuracy %.2f %%, test accuracy %.2f %%, test loss %.4f%n"
            + "Run: %s",
        steps,
        seconds,
        imagesPerSecond,
        100 * trainAccuracy,
        100 * test.accuracy(),
        test.loss(),
        folder.path());
  }

  /** SHA-256 over the weights as little-endian 32-bit floats. */
  private static String sha256(float[] weights) {
    byte[] bytes = new byte[weights.length * Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(weights);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
