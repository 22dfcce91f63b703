package digitscope.ui.features;

import digitscope.probe.Connections;
import digitscope.probe.Connections.LayerConnections;
import digitscope.probe.FeatureMaps;
import digitscope.probe.LayerKernels;
import digitscope.probe.MapPlace;
import digitscope.probe.ValueComputation;
import digitscope.probe.ValueComputation.Field;
import digitscope.probe.ValueComputation.Gradient;
import digitscope.probe.ValueComputation.Operation;
import digitscope.probe.ValueComputation.Patch;
import digitscope.session.Question;
import java.util.List;

/** Answers about the network of {@link digitscope.ui.fx.Samples}, with made-up numbers. */
final class SampleComputations {
  private SampleComputations() {}

  /** Weights of the convolution are 1, −2, 3, −4; those of the dense layer 0, 1, 2, … */
  static Connections connections(long step) {
    float[] dense = new float[40];
    for (int i = 0; i < dense.length; i++) {
      dense[i] = i;
    }
    return new Connections(
        step,
        List.of(
            new LayerConnections(0, -1, 4, 1, new float[] {1, -2, 3, -4}),
            new LayerConnections(1, 0, 4, 4, new float[0]),
            new LayerConnections(3, 1, 10, 4, dense)));
  }

  /** Ten kernels of 2×2 for each of four maps; value i is i. */
  static LayerKernels kernels(long step, int layerIndex) {
    float[] values = new float[160];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return new LayerKernels(
        step, layerIndex, List.of(new FeatureMaps.Kernels(10, 4, 2, 2, values)));
  }

  /** A kernel whose weights grow with the step. */
  static ValueComputation value(long step, Question.ComputeValue question) {
    MapPlace place = question.place();
    float[] weights = new float[9];
    float[] inputs = new float[9];
    float[] gradient = new float[9];
    for (int i = 0; i < 9; i++) {
      weights[i] = 0.1f * i - 0.4f + 0.001f * step;
      inputs[i] = 0.125f * i;
      gradient[i] = 0.01f * i;
    }
    Patch patch = new Patch(0, place.row(), place.column(), 3, 3, inputs, weights);
    double sum = patch.contribution() - 0.25;
    return new ValueComputation(
        step,
        question.image(),
        place,
        Operation.WEIGHTED_SUM,
        List.of(patch),
        -0.25,
        sum,
        Math.max(0, sum),
        List.of(
            new Field(-1, place.row(), place.column(), 3, 3),
            new Field(place.layerIndex(), place.row(), place.column(), 1, 1)),
        1,
        new Gradient(question.label().orElse(7), 0.5, -0.125, -0.0625, List.of(gradient), 0.75));
  }
}
