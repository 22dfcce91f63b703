package digitscope.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers in a row with the arrays between them, and all that is to be run forward and back. */
final class Chain {
  /**
   * What the chains of an {@link Execution} share.
   *
   * @param gradient receives the gradient for the parameters and the batch's statistics, laid out
   *     like the network's vector; absent where nothing goes backward
   */
  record Setting(
      Network network, int batch, @Nullable INDArray gradient, Noise noise, Buffers buffers) {
    INDArray zeros(MapShape shape) {
      return buffers.zeros(arrayShape(shape));
    }

    private long[] arrayShape(MapShape shape) {
      return shape.area() == 1
          ? new long[] {batch, shape.channels()}
          : new long[] {batch, shape.height(), shape.width(), shape.channels()};
    }
  }

  private final Setting setting;

  /**
   * {@code values.get(i)} goes into layer i, the last one comes out of the last layer. Some are
   * computed only when somebody asks for them.
   */
  private final List<Supplier<INDArray>> values = new ArrayList<>();

  /** The gradient for each of {@link #values} that needs one, null for the others. */
  private final List<@Nullable INDArray> gradients = new ArrayList<>();

  private final List<Runnable> forward = new ArrayList<>();
  private final List<Runnable> backward = new ArrayList<>();

  /** The first layer that computes anything, if it can take pixels as they are. */
  private @Nullable SparseDense sparse;

  /**
   * @param input array that the first layer takes
   * @param inputGradient array for its gradient, null if nobody needs it
   */
  Chain(Setting setting, List<Layer> layers, INDArray input, @Nullable INDArray inputGradient) {
    this.setting = setting;
    values.add(() -> input);
    gradients.add(inputGradient);
    int next = 0;
    while (next < layers.size()) {
      Optional<ConvolutionBlock> block = block(layers, next);
      if (block.isPresent()) {
        append(block.get());
        next += block.get().layers().size();
      } else {
        append(layers.get(next));
        next++;
      }
    }
  }

  void forward() {
    forward.forEach(Runnable::run);
  }

  void backward() {
    for (int i = backward.size() - 1; i >= 0; i--) {
      backward.get(i).run();
    }
  }

  /** Whoever takes images as they are, instead of from the input's array. */
  @Nullable SparseDense sparse() {
    return sparse;
  }

  /** What a layer gives. */
  INDArray output(int layer) {
    return values.get(layer + 1).get();
  }

  INDArray output() {
    return values.get(values.size() - 1).get();
  }

  /** The gradient for the output; absent where nothing goes backward. */
  @Nullable INDArray outputGradient() {
    return gradients.get(gradients.size() - 1);
  }

  private void append(Layer layer) {
    INDArray input = output();
    INDArray inputGradient = outputGradient();
    if (layer instanceof Residual residual) {
      appendBranches(residual, input, inputGradient);
    } else if (layer instanceof SimpleLayer simple) {
      appendSimple(simple, input, inputGradient);
    }
  }

  private void appendSimple(SimpleLayer layer, INDArray input, @Nullable INDArray inputGradient) {
    if (layer.isReshape()) {
      long[] shape = setting.arrayShape(layer.output());
      INDArray output = input.reshape('c', shape);
      values.add(() -> output);
      gradients.add(inputGradient == null ? null : inputGradient.reshape('c', shape));
      return;
    }
    INDArray output = setting.zeros(layer.output());
    Binding binding = binding(layer, input, output);
    values.add(() -> output);
    // Below the first parameters nobody needs a gradient, unless it is the input's that is wanted.
    INDArray gradient = setting.gradient();
    if (gradient != null && (inputGradient != null || layer.parameterCount() > 0)) {
      INDArray outputGradient = setting.zeros(layer.output());
      gradients.add(outputGradient);
      append(
          passes(
              layer,
              binding,
              new Binding.Gradients(
                  outputGradient,
                  inputGradient,
                  parameters(gradient, layer),
                  statistics(gradient, layer))));
    } else {
      gradients.add(null);
      append(passes(layer, binding, null));
    }
  }

  private Passes passes(SimpleLayer layer, Binding binding, Binding.@Nullable Gradients gradients) {
    if (forward.isEmpty()
        && layer instanceof Dense dense
        && SparseDense.fits(dense, setting.network().type())) {
      sparse = new SparseDense(dense, binding);
      for (int i = 1; i < values.size() - 1; i++) { // layers before it only reshape the input
        values.set(i, written(sparse, values.get(i)));
      }
      return sparse.passes(gradients);
    }
    return layer.passes(binding, gradients);
  }

  /** An array of the input's memory, to which the images are written first. */
  private static Supplier<INDArray> written(SparseDense sparse, Supplier<INDArray> array) {
    return () -> {
      sparse.writeInput();
      return array.get();
    };
  }

  /** The layers from one on that can be done as one. */
  private Optional<ConvolutionBlock> block(List<Layer> layers, int from) {
    if (setting.network().type() != DataType.FLOAT || !Backend.hasVectorKernels()) {
      return Optional.empty();
    }
    // Winograd's backward pass always gives the gradient for the input.
    boolean canGoBack = setting.gradient() == null || outputGradient() != null;
    return ConvolutionBlock.at(layers, from)
        .filter(block -> seesPixels(block) || (canGoBack && Winograd.fits(block.convolution())));
  }

  private boolean seesPixels(ConvolutionBlock block) {
    return outputGradient() == null && PixelConvolution.fits(block);
  }

  private void append(ConvolutionBlock block) {
    INDArray input = output();
    INDArray inputGradient = outputGradient();
    INDArray gradient = setting.gradient();
    Convolution convolution = block.convolution();
    INDArray output = setting.zeros(block.output());
    INDArray outputGradient = gradient == null ? null : setting.zeros(block.output());
    Binding binding = binding(convolution, input, output);
    Binding.Gradients back =
        gradient == null || outputGradient == null
            ? null
            : new Binding.Gradients(
                outputGradient, inputGradient, parameters(gradient, convolution), null);
    append(
        seesPixels(block)
            ? PixelConvolution.passes(block, binding, back)
            : Winograd.passes(block, binding, back));
    appendOnDemand(block.layers().subList(0, block.layers().size() - 1));
    values.add(() -> output);
    gradients.add(outputGradient);
  }

  private void appendOnDemand(List<SimpleLayer> layers) {
    for (SimpleLayer layer : layers) {
      values.add(new Recomputation(layer, values.get(values.size() - 1)));
      gradients.add(null);
    }
  }

  /** What a layer within a block gives: its array and operation are made when it is asked for. */
  private final class Recomputation implements Supplier<INDArray> {
    private final SimpleLayer layer;
    private final Supplier<INDArray> input;
    private @Nullable INDArray output;
    private Runnable forward = () -> {};

    Recomputation(SimpleLayer layer, Supplier<INDArray> input) {
      this.layer = layer;
      this.input = input;
    }

    @Override
    public INDArray get() {
      INDArray from = input.get();
      INDArray to = output;
      if (to == null) {
        to = setting.zeros(layer.output());
        output = to;
        forward = layer.forward(binding(layer, from, to));
      }
      forward.run();
      return to;
    }
  }

  private Binding binding(SimpleLayer layer, INDArray input, INDArray output) {
    INDArray vector = setting.network().valueVector();
    return new Binding(
        setting.batch(),
        input,
        output,
        parameters(vector, layer),
        statistics(vector, layer),
        setting.network()::version,
        setting.noise(),
        setting.buffers());
  }

  private void append(Passes passes) {
    forward.add(passes.forward());
    Runnable back = passes.backward();
    if (back != null) {
      backward.add(back);
    }
  }

  /** Both branches and their sum; the gradient for the sum is that for each of them. */
  private void appendBranches(Residual residual, INDArray input, @Nullable INDArray inputGradient) {
    Chain main = branch(residual.main(), input, inputGradient);
    Chain shortcut = branch(residual.shortcut(), input, inputGradient);
    INDArray sum = setting.zeros(residual.output());
    values.add(() -> sum);
    Operation add = operation("add", main.output(), shortcut.output(), sum);
    forward.add(main::forward);
    forward.add(shortcut::forward);
    forward.add(add::run);
    INDArray mainGradient = main.outputGradient();
    if (mainGradient == null) {
      gradients.add(null);
      return;
    }
    INDArray sumGradient = setting.zeros(residual.output());
    gradients.add(sumGradient);
    if (inputGradient != null) {
      INDArray fromMain = Binding.required(main.gradients.get(0));
      INDArray fromShortcut = Binding.required(shortcut.gradients.get(0));
      backward.add(operation("add", fromMain, fromShortcut, inputGradient)::run);
    }
    backward.add(shortcut::backward);
    backward.add(main::backward);
    backward.add(copy(sumGradient, mainGradient)::run);
    INDArray shortcutGradient = shortcut.outputGradient();
    if (shortcutGradient != null) {
      backward.add(copy(sumGradient, shortcutGradient)::run);
    }
  }

  private Operation copy(INDArray from, INDArray to) {
    return setting.buffers().operation("identity", List.of(from), List.of(to));
  }

  private Chain branch(List<Layer> layers, INDArray input, @Nullable INDArray inputGradient) {
    INDArray own = inputGradient == null ? null : setting.buffers().zeros(inputGradient.shape());
    return new Chain(setting, layers, input, own);
  }

  private Operation operation(String name, INDArray a, INDArray b, INDArray result) {
    return setting.buffers().operation(name, List.of(a, b), List.of(result));
  }

  private @Nullable INDArray parameters(INDArray vector, SimpleLayer layer) {
    return layer.parameterCount() > 0 ? setting.network().parameters(vector, layer) : null;
  }

  private @Nullable INDArray statistics(INDArray vector, SimpleLayer layer) {
    return layer.statisticCount() > 0 ? setting.network().statistics(vector, layer) : null;
  }
}
