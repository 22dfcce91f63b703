package digitscope.session;

import digitscope.config.LayerSummary;
import digitscope.config.RunConfig;
import digitscope.config.Shape;
import digitscope.data.Augmentation;
import digitscope.data.Dataset;
import digitscope.data.HeldOut;
import digitscope.data.ImageShape;
import digitscope.engine.Engine;
import digitscope.engine.StepResult;
import digitscope.network.LayerFactory;
import digitscope.network.NamedArray;
import digitscope.network.ParameterLayout;
import digitscope.nn.Dropout;
import digitscope.nn.MapShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Traces the first steps of a session. As all randomness is a function of seed and step, the images
 * and masks of a step are drawn once more here, rather than kept by the workers.
 */
final class StepTracer {
  /** How many steps are wanted, and who gets them. */
  record Order(int steps, Consumer<TracedStep> sink) {}

  private final Consumer<TracedStep> sink;
  private final Dataset images;
  private final int[] indices;
  private final long seed;
  private final Optional<Augmentation> augmentation;
  private final ParameterLayout layout;
  private final List<LayerSummary> dropouts;
  private int remaining;
  private float[] before = {};

  /**
   * @param images that are trained on
   */
  StepTracer(Order order, SessionStart start, Dataset images) {
    RunConfig config = start.config();
    ImageShape shape = images.shape();
    this.sink = order.sink();
    this.remaining = order.steps();
    this.images = images;
    this.seed = config.training().seed();
    this.indices =
        HeldOut.trainingIndices(
            start.data().train(), config.training().validation().fraction(), seed);
    this.augmentation =
        config.training().augmentation().isNone()
            ? Optional.empty()
            : Optional.of(config.training().augmentation().of(shape));
    this.layout = ParameterLayout.of(config.network(), shape, images.classes());
    this.dropouts =
        config.network().summarize(shape, images.classes()).stream()
            .filter(layer -> layer.spec() instanceof digitscope.config.Dropout)
            .toList();
  }

  /** Whether the next step is to be traced, and so to be taken alone. */
  boolean isDue() {
    return remaining > 0;
  }

  /** To be called before a step. */
  void begin(Engine engine) {
    if (isDue()) {
      before = engine.values();
    }
  }

  /** To be called after a step that was taken. */
  void end(Engine engine, Engine.Step step, StepResult result) {
    if (!isDue()) {
      return;
    }
    remaining--;
    List<NamedArray> arrays = new ArrayList<>();
    arrays.add(images(step));
    dropouts.forEach(layer -> arrays.add(mask(layer, step)));
    add("before/", layout.arrays(), before, arrays);
    add("gradient/", layout.trainedArrays(), engine.gradient(), arrays);
    add("after/", layout.arrays(), engine.values(), arrays);
    sink.accept(
        new TracedStep(
            step.number() + 1,
            Arrays.stream(step.images()).mapToObj(image -> indices[image]).toList(),
            Arrays.stream(step.images()).mapToObj(images::label).toList(),
            result,
            step.learningRate(),
            engine.clipping(),
            arrays));
  }

  private static void add(
      String prefix,
      List<ParameterLayout.ArrayPlace> places,
      float[] vector,
      List<NamedArray> arrays) {
    for (ParameterLayout.ArrayPlace place : places) {
      NamedArray array = place.read(vector);
      arrays.add(new NamedArray(prefix + array.name(), array.shape(), array.values()));
    }
  }

  private NamedArray images(Engine.Step step) {
    ImageShape shape = images.shape();
    float[] values = new float[step.images().length * shape.size()];
    byte[] pixels = new byte[shape.size()];
    for (int i = 0; i < step.images().length; i++) {
      int image = step.images()[i];
      images.copyImage(image, pixels, 0);
      augmentation.ifPresent(some -> some.applyInTraining(pixels, seed, step.number(), image));
      for (int k = 0; k < pixels.length; k++) {
        values[i * pixels.length + k] = (pixels[k] & 0xff) / 255f;
      }
    }
    return new NamedArray(
        "images",
        List.of(step.images().length, shape.channels(), shape.height(), shape.width()),
        values);
  }

  private NamedArray mask(LayerSummary layer, Engine.Step step) {
    MapShape shape =
        layer.input() instanceof Shape.Maps maps
            ? new MapShape(maps.channels(), maps.height(), maps.width())
            : MapShape.vector(layer.input().size());
    Dropout dropout =
        LayerFactory.dropout((digitscope.config.Dropout) layer.spec(), shape, layer.number());
    int size = shape.size();
    int batch = step.images().length;
    float[] factors = new float[batch * size];
    for (int i = 0; i < batch; i++) {
      System.arraycopy(dropout.factors(seed, step.number(), i), 0, factors, i * size, size);
    }
    return new NamedArray(
        "mask/" + layer.name(),
        layer.input() instanceof Shape.Maps
            ? List.of(batch, shape.channels(), shape.height(), shape.width())
            : List.of(batch, size),
        factors);
  }
}
