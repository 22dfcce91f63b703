package digitscope.nn;

import digitscope.nn.nd4j.NativeLayers;
import digitscope.nn.nd4j.NativeMemory;
import java.util.Random;

/**
 * What one layer gives for random numbers, forward and backward.
 *
 * @param output for the input
 * @param inputGradient for a random gradient of the output
 * @param parameterGradient likewise
 */
record Passage(double[] output, double[] inputGradient, double[] parameterGradient) {
  /** Both passes of a layer by native operations in double precision. */
  static Passage ofNative(SimpleLayer layer, int batch) {
    return ofNative(layer, batch, Precision.DOUBLE);
  }

  static Passage ofNative(SimpleLayer layer, int batch, Precision precision) {
    return of(layer, batch, precision, layer.accept(new NativeLayers()).orElseThrow());
  }

  /** Both passes of a layer in this precision. */
  static Passage of(
      SimpleLayer layer, int batch, Precision precision, Implementation implementation) {
    try (Memory memory = new NativeMemory(precision)) {
      Random random = new Random(5);
      long inputs = (long) batch * layer.input().size();
      long outputs = (long) batch * layer.output().size();
      int parameterCount = Math.max(1, layer.parameterCount());
      Values input = random(random, memory.zeros(inputs));
      Values output = memory.zeros(outputs);
      Values parameters = random(random, memory.zeros(parameterCount));
      Binding binding =
          new Binding(
              batch,
              input,
              output,
              parameters,
              null,
              () -> 0,
              new Noise(),
              SharedSums.alone(),
              memory);
      Values outputGradient = random(random, memory.zeros(outputs));
      // What is overwritten must not matter.
      Values inputGradient = random(random, memory.zeros(inputs));
      Values gradient = random(random, memory.zeros(parameterCount));
      Passes passes =
          implementation.prepare(
              binding, new Binding.Gradients(outputGradient, inputGradient, gradient, null));
      for (int i = 0; i < 2; i++) { // the second time must give the same
        passes.forward().run();
        Binding.required(passes.backward()).run();
      }
      return new Passage(copy(output), copy(inputGradient), copy(gradient));
    }
  }

  private static Values random(Random random, Values values) {
    for (long i = 0; i < values.length(); i++) {
      values.set(i, (float) random.nextGaussian());
    }
    return values;
  }

  private static double[] copy(Values values) {
    double[] copy = new double[(int) values.length()];
    values.read(0, copy, copy.length);
    return copy;
  }
}
