package digitscope.nn.loops;

import digitscope.nn.Activation;
import digitscope.nn.BatchNormalization;
import digitscope.nn.Binding;
import digitscope.nn.Dropout;
import digitscope.nn.Flatten;
import digitscope.nn.GroupNormalization;
import digitscope.nn.Implementation;
import digitscope.nn.Noise;
import digitscope.nn.Passes;
import digitscope.nn.Values;
import org.jspecify.annotations.Nullable;

/** The layers that loops compute as fast as anything else does. */
public final class Loops {
  private Loops() {}

  /** ReLU, which only copies. */
  public static Passes rectifier(Binding binding, Binding.@Nullable Gradients gradients) {
    Values x = binding.input();
    Values y = binding.output();
    long length = y.length();
    return new Passes(
        () -> y.copyWherePositive(x, x, length),
        gradients == null ? null : Slopes.backward(Activation.RELU, binding, gradients));
  }

  public static Implementation batchNormalization(BatchNormalization layer) {
    return new BatchNormalizationLoops(layer);
  }

  public static Implementation groupNormalization(GroupNormalization layer) {
    return new GroupNormalizationLoops(layer);
  }

  public static Implementation dropout(Dropout layer) {
    return (binding, gradients) -> {
      // For the pass backward the mask is drawn again rather than kept: the same key gives the
      // same mask.
      return new Passes(
          dropping(layer, binding, binding.input(), binding.output()),
          gradients == null
              ? null
              : dropping(layer, binding, gradients.output(), gradients.requiredInput()));
    };
  }

  private static Runnable dropping(Dropout layer, Binding binding, Values from, Values to) {
    int size = layer.input().size();
    double[] values = new double[size];
    Noise noise = binding.noise();
    return () -> {
      for (int n = 0; n < binding.batch(); n++) {
        from.read((long) n * size, values, size);
        long stream = layer.stream(noise, n);
        for (int k = 0; noise.isOn() && k < size; k++) {
          values[k] *= layer.factor(stream, k);
        }
        to.write((long) n * size, values, size);
      }
    };
  }

  public static Implementation flatten(Flatten layer) {
    int[] places = layer.places();
    int[] inverse = new int[places.length];
    for (int i = 0; i < places.length; i++) {
      inverse[places[i]] = i;
    }
    return (binding, gradients) ->
        new Passes(
            reordering(binding.batch(), binding.input(), binding.output(), places),
            gradients == null
                ? null
                : reordering(
                    binding.batch(), gradients.output(), gradients.requiredInput(), inverse));
  }

  /** The same values of each image in another order. */
  private static Runnable reordering(int batch, Values from, Values to, int[] places) {
    return () -> {
      for (int n = 0; n < batch; n++) {
        to.reorder(from, (long) n * places.length, places);
      }
    };
  }
}
