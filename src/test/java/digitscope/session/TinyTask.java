package digitscope.session;

import digitscope.config.Activation;
import digitscope.config.AugmentationSpec;
import digitscope.config.BackendChoice;
import digitscope.config.Conv2d;
import digitscope.config.Dense;
import digitscope.config.Dropout;
import digitscope.config.Flatten;
import digitscope.config.Initialization;
import digitscope.config.Loss;
import digitscope.config.MaxPool2d;
import digitscope.config.NetworkSpec;
import digitscope.config.OptimizerSpec;
import digitscope.config.Padding;
import digitscope.config.RunConfig;
import digitscope.config.ScheduleSpec;
import digitscope.config.TrainingSpec;
import digitscope.config.ValidationSpec;
import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.data.ImageShape;
import java.util.List;
import java.util.Random;

/** Something to learn in a second: which quarter of a noisy 8×8 image is bright. */
public final class TinyTask {
  private static final ImageShape SHAPE = new ImageShape(1, 8, 8);

  private TinyTask() {}

  /** 320 training images (10 steps of 32) and 100 test images, of 4 classes. */
  public static DataSplits data() {
    return data(320);
  }

  /** The same with another number of training images. */
  public static DataSplits data(int count) {
    return new DataSplits("quarters", images("train", count, 1), images("test", 100, 2));
  }

  /** A small convolutional network with momentum and dropout, so that all state counts. */
  public static RunConfig config() {
    return new RunConfig(
        "tiny",
        "quarters",
        0,
        new NetworkSpec(
            List.of(
                new Conv2d(4, 3, 3, 1, Padding.VALID, Activation.RELU),
                new MaxPool2d(2, 2),
                new Flatten(),
                new Dropout(0.1),
                new Dense(4, Activation.SOFTMAX))),
        new TrainingSpec(
            3,
            32,
            0.01,
            OptimizerSpec.Adam.standard(),
            new ScheduleSpec.Cosine(0.1),
            Loss.CROSS_ENTROPY,
            0,
            List.of(),
            0,
            0,
            0,
            Initialization.HE,
            ValidationSpec.none(),
            AugmentationSpec.none(),
            7,
            2,
            BackendChoice.AUTO));
  }

  /** The same for more epochs than any test waits for. */
  public static RunConfig endless() {
    return config().withTraining(config().training().withEpochs(100_000));
  }

  private static Dataset images(String name, int count, long seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[count * SHAPE.size()];
    byte[] labels = new byte[count];
    for (int image = 0; image < count; image++) {
      labels[image] = (byte) random.nextInt(4);
      for (int i = 0; i < SHAPE.size(); i++) {
        int quarter = (i / 8 / 4) * 2 + (i % 8) / 4;
        int brightness = quarter == labels[image] ? 120 : 0;
        pixels[image * SHAPE.size() + i] = (byte) (brightness + random.nextInt(100));
      }
    }
    return new Dataset(name, SHAPE, List.of("NW", "NE", "SW", "SE"), pixels, labels);
  }
}
