package digitscope.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What computes each of some layers in a row, in their order. */
final class Plan {
  /** One or several of the layers. */
  sealed interface Item permits Step, Reshape, Branches {
    void appendTo(Chain chain);

    /** The blocks in it. */
    Stream<PlannedBlock> blocks();
  }

  /**
   * A block that computes.
   *
   * @param hasGradient whether there is a gradient for its output
   */
  record Step(PlannedBlock block, boolean hasGradient) implements Item {
    @Override
    public void appendTo(Chain chain) {
      chain.append(this);
    }

    @Override
    public Stream<PlannedBlock> blocks() {
      return Stream.of(block);
    }
  }

  /** A layer whose output is its input. */
  record Reshape() implements Item {
    @Override
    public void appendTo(Chain chain) {
      chain.appendReshape();
    }

    @Override
    public Stream<PlannedBlock> blocks() {
      return Stream.empty();
    }
  }

  /** Two branches that are added. */
  record Branches(Residual layer, List<Item> main, List<Item> shortcut) implements Item {
    @Override
    public void appendTo(Chain chain) {
      chain.append(this);
    }

    @Override
    public Stream<PlannedBlock> blocks() {
      return Stream.of(main, shortcut).flatMap(Plan::blocks);
    }
  }

  private final Network network;
  private final boolean goesBackward;
  private final List<Item> items = new ArrayList<>();
  private boolean isFirst;
  private boolean hasGradient;

  private Plan(Network network, boolean goesBackward, boolean wantsInputGradient, boolean isFirst) {
    this.network = network;
    this.isFirst = isFirst;
    this.goesBackward = goesBackward;
    this.hasGradient = wantsInputGradient;
  }

  /**
   * The plan of some layers of a network.
   *
   * @param goesBackward whether gradients are wanted
   * @param wantsInputGradient whether one for the first layer's input is
   */
  static List<Item> of(
      Network network, List<Layer> layers, boolean goesBackward, boolean wantsInputGradient) {
    Plan plan = new Plan(network, goesBackward, wantsInputGradient, true);
    plan.add(layers);
    return List.copyOf(plan.items);
  }

  /** What computes a layer by itself, forward only. */
  static PlannedBlock ofOne(Network network, SimpleLayer layer) {
    return network
        .planning()
        .block(List.of(layer), 0, new Planning.Situation(network.precision(), false, false, false));
  }

  /** All blocks of a plan, those of branches among them. */
  static Stream<PlannedBlock> blocks(List<Item> items) {
    return items.stream().flatMap(Item::blocks);
  }

  private void add(List<Layer> layers) {
    int next = 0;
    while (next < layers.size()) {
      next += add(layers, next);
    }
  }

  /** Adds what begins with one of the layers; how many of them that is. */
  private int add(List<Layer> layers, int from) {
    if (layers.get(from) instanceof Residual residual) {
      add(residual);
      return 1;
    }
    if (((SimpleLayer) layers.get(from)).isReshape()) {
      items.add(new Reshape());
      return 1;
    }
    return addBlock(layers, from);
  }

  private int addBlock(List<Layer> layers, int from) {
    PlannedBlock block =
        network
            .planning()
            .block(
                layers,
                from,
                new Planning.Situation(network.precision(), isFirst, goesBackward, hasGradient));
    isFirst = false;
    // Below the first parameters no gradient is needed, unless it is the input's that is wanted.
    hasGradient = goesBackward && (hasGradient || block.layers().get(0).parameterCount() > 0);
    items.add(new Step(block, hasGradient));
    return block.layers().size();
  }

  private void add(Residual residual) {
    Plan main = new Plan(network, goesBackward, hasGradient, false);
    main.add(residual.main());
    Plan shortcut = new Plan(network, goesBackward, hasGradient, false);
    shortcut.add(residual.shortcut());
    items.add(new Branches(residual, List.copyOf(main.items), List.copyOf(shortcut.items)));
    isFirst = false;
    hasGradient = main.hasGradient;
  }
}
