package digitscope.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Layers in a row with the arrays between them, and all that is to be run forward and back. */
final class Chain {
  /**
   * What the chains of an {@link Execution} share.
   *
   * @param gradient receives the gradient for the parameters and the batch's statistics, laid out
   *     like the network's vector; absent where nothing goes backward
   * @param wantsParameters whether anybody reads it
   * @param sums of all slices of the mini-batch
   * @param memory of all arrays
   * @param onDemand receives memory of what is computed only when asked for
   * @param clock takes the time of each block; absent where nobody asks for it
   */
  record Setting(
      Network network,
      int batch,
      @Nullable Values gradient,
      boolean wantsParameters,
      Noise noise,
      SharedSums.View sums,
      Memory memory,
      List<Memory> onDemand,
      @Nullable BlockClock clock) {
    Values zeros(MapShape shape) {
      return memory.zeros((long) batch * shape.size());
    }
  }

  private final Setting setting;

  /**
   * {@code values.get(i)} goes into layer i, the last one comes out of the last layer. Some are
   * computed only when asked for.
   */
  private final List<Supplier<Values>> values = new ArrayList<>();

  /** The gradient for each of {@link #values} that needs one, null for the others. */
  private final List<@Nullable Values> gradients = new ArrayList<>();

  private final Stages forward = new Stages();
  private final Stages backward = new Stages();

  /** The first block that computes anything, if it can take images as they are. */
  private @Nullable ImageInput imageInput;

  /**
   * @param plan of these layers
   * @param input array that the first layer takes
   * @param inputGradient array for its gradient, null if not needed
   */
  Chain(Setting setting, List<Plan.Item> plan, Values input, @Nullable Values inputGradient) {
    this.setting = setting;
    values.add(() -> input);
    gradients.add(inputGradient);
    plan.forEach(item -> item.appendTo(this));
  }

  Stages forward() {
    return forward;
  }

  Stages backward() {
    return backward;
  }

  /** The consumer of images as they are, instead of from the input's array. */
  @Nullable ImageInput imageInput() {
    return imageInput;
  }

  /** What a layer gives. */
  Values output(int layer) {
    return values.get(layer + 1).get();
  }

  Values output() {
    return values.get(values.size() - 1).get();
  }

  /** The gradient for the output; absent where nothing goes backward. */
  @Nullable Values outputGradient() {
    return gradients.get(gradients.size() - 1);
  }

  /** A layer whose output is its input. */
  void appendReshape() {
    values.add(values.get(values.size() - 1));
    gradients.add(outputGradient());
  }

  void append(Plan.Step step) {
    PlannedBlock block = step.block();
    SimpleLayer first = block.layers().get(0);
    Implementation implementation = block.implementation();
    Values input = output();
    Values inputGradient = outputGradient();
    Values output = setting.zeros(block.output());
    Values outputGradient = null;
    Binding.Gradients back = null;
    if (step.hasGradient()) {
      outputGradient =
          implementation.canShareGradients() && inputGradient != null
              ? inputGradient
              : setting.zeros(block.output());
      Values gradient = Binding.required(setting.gradient());
      back =
          new Binding.Gradients(
              outputGradient,
              inputGradient,
              part(gradient, setting.network().parameters(first)),
              part(gradient, setting.network().statistics(first)),
              setting.wantsParameters());
    }
    Passes passes = implementation.prepare(binding(first, input, output, setting.memory()), back);
    takeImages(passes.imageInput());
    BlockClock clock = setting.clock();
    append(clock == null ? passes : clock.timed(passes));
    for (SimpleLayer layer : block.layers().subList(0, block.layers().size() - 1)) {
      values.add(new Recomputation(layer, values.get(values.size() - 1)));
      gradients.add(null);
    }
    values.add(() -> output);
    gradients.add(outputGradient);
  }

  private void takeImages(@Nullable ImageInput images) {
    if (images != null) {
      imageInput = images;
      for (int i = 1; i < values.size(); i++) { // layers before it only reshape the input
        values.set(i, written(images, values.get(i)));
      }
    }
  }

  /** The input's array, to which the images are written first. */
  private static Supplier<Values> written(ImageInput images, Supplier<Values> array) {
    return () -> {
      images.writeInput();
      return array.get();
    };
  }

  /** What a layer within a block gives: all that takes is made when it is asked for. */
  private final class Recomputation implements Supplier<Values> {
    private final SimpleLayer layer;
    private final Supplier<Values> input;
    private @Nullable Values ownInput;
    private @Nullable Values output;
    private Runnable forward = () -> {};

    Recomputation(SimpleLayer layer, Supplier<Values> input) {
      this.layer = layer;
      this.input = input;
    }

    @Override
    public Values get() {
      Values from = input.get();
      Values to = output;
      if (to == null) {
        to = prepare();
      }
      Binding.required(ownInput).copy(from);
      forward.run();
      return to;
    }

    private Values prepare() {
      Network network = setting.network();
      PlannedBlock block = Plan.ofOne(network, layer);
      Memory memory = network.planning().memory(List.of(block), network.precision());
      setting.onDemand().add(memory);
      Values from = memory.zeros((long) setting.batch() * layer.input().size());
      Values to = memory.zeros((long) setting.batch() * layer.output().size());
      forward = block.implementation().prepare(binding(layer, from, to, memory), null).forward();
      ownInput = from;
      output = to;
      return to;
    }
  }

  private Binding binding(SimpleLayer layer, Values input, Values output, Memory memory) {
    Network network = setting.network();
    return new Binding(
        setting.batch(),
        input,
        output,
        network.values(network.parameters(layer)),
        network.values(network.statistics(layer)),
        network::version,
        setting.noise(),
        setting.sums(),
        memory);
  }

  private void append(Passes passes) {
    forward.addLast(passes.forward());
    Runnable back = passes.backward();
    if (back != null) {
      backward.addFirst(back);
    }
  }

  /** Both branches and their sum; the gradient for the sum is that for each of them. */
  void append(Plan.Branches branches) {
    Values input = output();
    Values inputGradient = outputGradient();
    Chain main = branch(branches.main(), input, inputGradient);
    Chain shortcut = branch(branches.shortcut(), input, inputGradient);
    Values sum = setting.zeros(branches.layer().output());
    values.add(() -> sum);
    Values one = main.output();
    Values other = shortcut.output();
    forward.addLast(main.forward, shortcut.forward);
    forward.addLast(() -> sum.sum(one, other));
    Values mainGradient = main.outputGradient();
    if (mainGradient == null) {
      gradients.add(null);
      return;
    }
    Values sumGradient = setting.zeros(branches.layer().output());
    gradients.add(sumGradient);
    if (inputGradient != null) {
      Values fromMain = Binding.required(main.gradients.get(0));
      Values fromShortcut = Binding.required(shortcut.gradients.get(0));
      backward.addFirst(() -> inputGradient.sum(fromMain, fromShortcut));
    }
    backward.addFirst(main.backward, shortcut.backward);
    backward.addFirst(() -> mainGradient.copy(sumGradient));
    Values shortcutGradient = shortcut.outputGradient();
    if (shortcutGradient != null) {
      backward.addFirst(() -> shortcutGradient.copy(sumGradient));
    }
  }

  private Chain branch(List<Plan.Item> plan, Values input, @Nullable Values inputGradient) {
    Values own = inputGradient == null ? null : setting.memory().zeros(inputGradient.length());
    return new Chain(setting, plan, input, own);
  }

  private @Nullable Values part(Values vector, Network.Span span) {
    return span.length() == 0 ? null : setting.memory().part(vector, span.from(), span.length());
  }
}
