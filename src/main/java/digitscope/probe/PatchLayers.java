package digitscope.probe;

import digitscope.nn.ActivationLayer;
import digitscope.nn.AveragePooling;
import digitscope.nn.BatchNormalization;
import digitscope.nn.Convolution;
import digitscope.nn.DepthwiseConvolution;
import digitscope.nn.Dropout;
import digitscope.nn.Layer;
import digitscope.nn.MapShape;
import digitscope.nn.MaxPooling;
import digitscope.nn.Residual;
import digitscope.nn.SimpleLayer;
import digitscope.nn.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The same layers on no more than what one place of the last one's maps sees, which is the same
 * computation with a fraction of the work. As nothing is seen beyond the patch, no zeros are put
 * around it.
 */
final class PatchLayers implements SimpleLayer.SomeKinds<Boolean>, Layer.Visitor<Boolean> {
  private final List<Layer> built = new ArrayList<>();
  private MapShape shape;

  private PatchLayers(MapShape patch) {
    this.shape = patch;
  }

  /**
   * Builds them.
   *
   * @param layers that see an image
   * @param patch what is to be seen instead: as large as the receptive field of one place
   * @return empty if some layer looks at whole maps
   */
  static Optional<List<Layer>> of(List<Layer> layers, MapShape patch) {
    PatchLayers builder = new PatchLayers(patch);
    boolean fits = layers.stream().allMatch(layer -> layer.accept(builder));
    return fits ? Optional.of(List.copyOf(builder.built)) : Optional.empty();
  }

  private boolean add(SimpleLayer layer) {
    built.add(layer);
    shape = layer.output();
    return true;
  }

  @Override
  public Boolean otherwise(SimpleLayer layer) {
    return false;
  }

  @Override
  public Boolean residual(Residual layer) {
    return false;
  }

  @Override
  public Boolean activation(ActivationLayer layer) {
    return add(new ActivationLayer(shape, layer.activation()));
  }

  @Override
  public Boolean batchNormalization(BatchNormalization layer) {
    return add(new BatchNormalization(shape));
  }

  /** In a trained network it gives on what it gets. */
  @Override
  public Boolean dropout(Dropout layer) {
    return true;
  }

  @Override
  public Boolean convolution(Convolution layer) {
    Window window = layer.window();
    return add(
        new Convolution(
            shape,
            layer.output().channels(),
            layer.kernelHeight(),
            layer.kernelWidth(),
            window.rows().stride(),
            false));
  }

  @Override
  public Boolean depthwiseConvolution(DepthwiseConvolution layer) {
    Window window = layer.window();
    return add(
        new DepthwiseConvolution(
            shape, layer.kernelHeight(), layer.kernelWidth(), window.rows().stride(), false));
  }

  @Override
  public Boolean maxPooling(MaxPooling layer) {
    Window window = layer.window();
    return add(new MaxPooling(shape, window.rows().window(), window.rows().stride()));
  }

  @Override
  public Boolean averagePooling(AveragePooling layer) {
    Window window = layer.window();
    boolean isSquare = window.rows().window() == window.columns().window();
    return isSquare
        && add(new AveragePooling(shape, window.rows().window(), window.rows().stride()));
  }
}
