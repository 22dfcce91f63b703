package digitscope.nn;

import java.util.Random;
import java.util.function.BiFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What one layer gives for random numbers, forward and backward.
 *
 * @param output for the input
 * @param inputGradient for a random gradient of the output
 * @param parameterGradient likewise
 */
record Passage(double[] output, double[] inputGradient, double[] parameterGradient) {
  /** Both passes of a layer in this precision, by what {@code prepare} makes of it. */
  static Passage of(
      SimpleLayer layer,
      int batch,
      DataType type,
      BiFunction<Binding, Binding.Gradients, Passes> prepare) {
    Backend.useFromThisThread();
    try (Buffers buffers = new Buffers(type)) {
      Random random = new Random(5);
      INDArray input = random(random, maps(buffers, batch, layer.input()));
      INDArray output = maps(buffers, batch, layer.output());
      INDArray parameters = random(random, buffers.zeros(Math.max(1, layer.parameterCount())));
      Binding binding =
          new Binding(batch, input, output, parameters, null, () -> 0, new Noise(), buffers);
      INDArray outputGradient = random(random, maps(buffers, batch, layer.output()));
      // What is overwritten must not matter.
      INDArray inputGradient = random(random, maps(buffers, batch, layer.input()));
      INDArray gradient = random(random, buffers.zeros(Math.max(1, layer.parameterCount())));
      Passes passes =
          prepare.apply(
              binding, new Binding.Gradients(outputGradient, inputGradient, gradient, null));
      for (int i = 0; i < 2; i++) { // the second time must give the same
        passes.forward().run();
        Binding.required(passes.backward()).run();
      }
      return new Passage(copy(output), copy(inputGradient), copy(gradient));
    }
  }

  private static INDArray maps(Buffers buffers, int batch, MapShape shape) {
    return buffers.zeros(batch, shape.height(), shape.width(), shape.channels());
  }

  private static INDArray random(Random random, INDArray array) {
    Values values = Values.of(array);
    for (long i = 0; i < array.length(); i++) {
      values.set(i, (float) random.nextGaussian());
    }
    return array;
  }

  private static double[] copy(INDArray array) {
    double[] copy = new double[(int) array.length()];
    Values.of(array).read(0, copy, copy.length);
    return copy;
  }
}
