package digitscope.nn.plain;

import digitscope.nn.Binding;
import digitscope.nn.Implementation;
import digitscope.nn.Meeting;
import digitscope.nn.Passes;
import digitscope.nn.SimpleLayer;
import digitscope.nn.Values;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The loops of a layer on the arrays of an {@link digitscope.nn.Execution}: these are copied,
 * computed with in double precision, and copied back.
 */
public record PlainImplementation(SimpleLayer layer) implements Implementation {
  @Override
  public Passes prepare(Binding binding, Binding.@Nullable Gradients gradients) {
    PlainLayer loops = layer.accept(new PlainLayers(binding.sums()));
    PlainLayer.Pass pass =
        new PlainLayer.Pass(
            binding.batch(),
            new double[(int) binding.input().length()],
            new double[(int) binding.output().length()],
            new double[layer.parameterCount()],
            new double[layer.statisticCount()],
            binding.noise());
    Runnable forward = forward(loops, pass, binding);
    return new Passes(forward, gradients == null ? null : backward(loops, pass, gradients));
  }

  private static Runnable forward(PlainLayer loops, PlainLayer.Pass pass, Binding binding) {
    Runnable before =
        () -> {
          read(binding.input(), pass.x());
          read(binding.parameters(), pass.parameters());
          read(binding.statistics(), pass.statistics());
          loops.shareForward(pass);
        };
    Runnable after =
        () -> {
          Arrays.fill(pass.y(), 0);
          loops.forward(pass);
          write(pass.y(), binding.output());
        };
    return inTurn(loops, before, after);
  }

  private Runnable backward(PlainLayer loops, PlainLayer.Pass pass, Binding.Gradients all) {
    PlainLayer.Gradients gradients =
        new PlainLayer.Gradients(
            new double[pass.y().length],
            new double[pass.x().length],
            new double[layer.parameterCount()],
            new double[layer.statisticCount()]);
    Runnable before =
        () -> {
          read(all.output(), gradients.dy());
          loops.shareBackward(pass, gradients);
        };
    Runnable after =
        () -> {
          Arrays.fill(gradients.dx(), 0);
          Arrays.fill(gradients.parameters(), 0);
          loops.backward(pass, gradients);
          write(gradients.dx(), all.input());
          write(gradients.parameters(), all.parameters());
          write(gradients.statistics(), all.statistics());
        };
    return inTurn(loops, before, after);
  }

  private static Runnable inTurn(PlainLayer loops, Runnable before, Runnable after) {
    if (loops.sharesSums()) {
      return new Meeting(before, after);
    }
    return () -> {
      before.run();
      after.run();
    };
  }

  private static void read(@Nullable Values from, double[] to) {
    if (from != null) {
      from.read(0, to, to.length);
    }
  }

  private static void write(double[] from, @Nullable Values to) {
    if (to != null) {
      to.write(0, from, from.length);
    }
  }
}
