package digitscope.probe;

import digitscope.nn.Execution;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import digitscope.nn.Network;
import digitscope.probe.UnitResponses.Patch;
import java.util.List;
import java.util.Optional;

/**
 * What a search for patterns climbs: the layers up to the one whose units are excited. Where one
 * place of its maps sees only a part of the image, they compute no more than that patch.
 *
 * @param network of those layers, with the parameters of the one that is asked; closed with this
 * @param opened the same without ReLUs, whose gradient goes where theirs is 0
 * @param image shape of the images of the network that is asked
 * @param isPatch whether the layers see a patch
 * @param row of the place in the middle of the maps of the network that is asked
 * @param column likewise
 * @param field what that place sees
 * @param whole the layers of the network that is asked
 */
record PatternTarget(
    Network network,
    Network opened,
    MapShape image,
    boolean isPatch,
    int row,
    int column,
    Patch field,
    List<Layer> whole)
    implements AutoCloseable {
  /** What is drawn around a patch, so that changes move in what was outside. */
  private static final int MARGIN = 3;

  /**
   * @param probed whose parameters are copied
   * @param position of the layer whose units are excited
   * @param isOnePlace whether only one place of its maps counts
   */
  static PatternTarget of(ProbedNetwork probed, int position, boolean isOnePlace) {
    List<Layer> layers = probed.network().layers().subList(0, position + 1);
    MapShape image = layers.get(0).input();
    MapShape maps = layers.get(position).output();
    int row = (maps.height() - 1) / 2;
    int column = (maps.width() - 1) / 2;
    Patch field = Patches.of(layers, row, column);
    Optional<List<Layer>> patch =
        isOnePlace && Patches.isPart(field, image)
            ? PatchLayers.of(layers, new MapShape(image.channels(), field.height(), field.width()))
            : Optional.empty();
    List<Layer> climbed = patch.orElse(layers);
    return new PatternTarget(
        probed.network().with(climbed),
        probed.network().with(OpenedRectifiers.of(climbed)),
        image,
        patch.isPresent(),
        row,
        column,
        isOnePlace ? field : Patches.whole(image),
        List.copyOf(layers));
  }

  /** Shape of what the layers see. */
  MapShape input() {
    return network.layers().get(0).input();
  }

  /** Shape of the maps of the units that are excited. */
  MapShape maps() {
    return network.layers().get(network.layers().size() - 1).output();
  }

  /** Shape of the same maps in the network that is asked. */
  MapShape wholeMaps() {
    return whole.get(whole.size() - 1).output();
  }

  /** What a place of the maps of the network that is asked sees. */
  Patch fieldAt(int otherRow, int otherColumn) {
    return Patches.of(whole, otherRow, otherColumn);
  }

  int margin() {
    return isPatch ? MARGIN : 0;
  }

  /** Shape of what is drawn: what the layers see, with the margin around it. */
  MapShape canvas() {
    return new MapShape(
        input().channels(), input().height() + 2 * margin(), input().width() + 2 * margin());
  }

  /** Whether the units' values are an affine function of the image. */
  boolean isAffine() {
    return AffineLayers.areAll(network.layers());
  }

  Execution execution(int batch) {
    return new Execution(network, network.poolingFirst(), batch, Execution.Purpose.INPUT_GRADIENT);
  }

  Execution openedExecution(int batch) {
    return new Execution(opened, opened.poolingFirst(), batch, Execution.Purpose.INPUT_GRADIENT);
  }

  /**
   * The part of an image around what a place sees, as large as {@link #canvas}.
   *
   * @param pixels in [channels, height, width] order
   * @param at what the place sees
   * @param background of each channel, for what is beyond the image
   */
  float[] cut(float[] pixels, Patch at, float[] background) {
    MapShape canvas = canvas();
    int top = isPatch ? at.top() - margin() : 0;
    int left = isPatch ? at.left() - margin() : 0;
    float[] cut = new float[canvas.size()];
    for (int i = 0; i < cut.length; i++) {
      int c = i / canvas.area();
      int y = top + i % canvas.area() / canvas.width();
      int x = left + i % canvas.width();
      boolean isInside = y >= 0 && y < image.height() && x >= 0 && x < image.width();
      cut[i] = isInside ? pixels[(c * image.height() + y) * image.width() + x] : background[c];
    }
    return cut;
  }

  /**
   * A whole image with what was drawn where a place sees it, and background where it does not.
   *
   * @param drawn as large as {@link #canvas}
   * @param at what the place sees
   */
  float[] paste(float[] drawn, Patch at, float[] background) {
    MapShape canvas = canvas();
    int top = isPatch ? at.top() - margin() : 0;
    int left = isPatch ? at.left() - margin() : 0;
    float[] pasted = new float[image.size()];
    for (int i = 0; i < pasted.length; i++) {
      int c = i / image.area();
      int y = i % image.area() / image.width();
      int x = i % image.width();
      pasted[i] =
          Patches.contains(at, y, x)
              ? drawn[(c * canvas.height() + y - top) * canvas.width() + x - left]
              : background[c];
    }
    return pasted;
  }

  @Override
  public void close() {
    network.close();
    opened.close();
  }
}
