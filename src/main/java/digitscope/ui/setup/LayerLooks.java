package digitscope.ui.setup;

import digitscope.config.AveragePool2d;
import digitscope.config.BatchNorm;
import digitscope.config.Conv2d;
import digitscope.config.Conv2dTranspose;
import digitscope.config.Dense;
import digitscope.config.Dropout;
import digitscope.config.Flatten;
import digitscope.config.GlobalAveragePool2d;
import digitscope.config.GroupNorm;
import digitscope.config.KMeans;
import digitscope.config.LayerSpec;
import digitscope.config.MaxPool2d;
import digitscope.config.Residual;
import digitscope.config.SeparableConv2d;
import digitscope.ui.control.Messages;
import digitscope.ui.setup.LayerForm.Fields;
import java.util.function.Consumer;
import java.util.function.Function;

/** How the setup shows each kind of layer. */
final class LayerLooks implements LayerSpec.Visitor<LayerLook> {
  @Override
  public LayerLook conv2d(Conv2d conv) {
    return convolution(LayerKind.CONVOLUTION, conv);
  }

  @Override
  public LayerLook conv2dTranspose(Conv2dTranspose conv) {
    return convolution(LayerKind.TRANSPOSED_CONVOLUTION, conv);
  }

  @Override
  public LayerLook separableConv2d(SeparableConv2d conv) {
    return convolution(LayerKind.SEPARABLE_CONVOLUTION, conv);
  }

  @Override
  public LayerLook residual(Residual block) {
    return new LayerLook(
        LayerKind.RESIDUAL,
        messages -> messages.get("detail.residual", block.stride()),
        Fields::residual);
  }

  @Override
  public LayerLook maxPool2d(MaxPool2d pool) {
    return pooling(LayerKind.MAX_POOLING, pool);
  }

  @Override
  public LayerLook averagePool2d(AveragePool2d pool) {
    return pooling(LayerKind.AVERAGE_POOLING, pool);
  }

  @Override
  public LayerLook globalAveragePool2d(GlobalAveragePool2d pool) {
    return described(LayerKind.GLOBAL_AVERAGE_POOLING, Fields::none);
  }

  @Override
  public LayerLook flatten(Flatten flatten) {
    return described(LayerKind.FLATTEN, Fields::none);
  }

  @Override
  public LayerLook dense(Dense dense) {
    return activated(LayerKind.DENSE, dense, Fields::dense);
  }

  @Override
  public LayerLook dropout(Dropout dropout) {
    return described(LayerKind.DROPOUT, Fields::dropout);
  }

  @Override
  public LayerLook batchNorm(BatchNorm norm) {
    return activated(LayerKind.BATCH_NORM, norm, Fields::batchNorm);
  }

  @Override
  public LayerLook groupNorm(GroupNorm norm) {
    return activated(LayerKind.GROUP_NORM, norm, Fields::groupNorm);
  }

  @Override
  public LayerLook kMeans(KMeans kMeans) {
    return described(LayerKind.K_MEANS, Fields::kMeans);
  }

  private static LayerLook convolution(LayerKind kind, LayerSpec.Convolution conv) {
    return new LayerLook(
        kind,
        messages ->
            messages.get(
                "detail.convolution",
                activation(conv).apply(messages),
                messages.get("padding." + conv.padding()),
                conv.stride()),
        Fields::convolution);
  }

  private static LayerLook pooling(LayerKind kind, LayerSpec.Pooling pool) {
    return new LayerLook(
        kind, messages -> messages.get("detail.pooling", pool.stride()), Fields::pooling);
  }

  private static LayerLook activated(
      LayerKind kind, LayerSpec.Activated layer, Consumer<Fields> fields) {
    return new LayerLook(kind, activation(layer), fields);
  }

  private static LayerLook described(LayerKind kind, Consumer<Fields> fields) {
    return new LayerLook(kind, messages -> messages.get("detail." + kind), fields);
  }

  private static Function<Messages, String> activation(LayerSpec.Activated layer) {
    return messages -> messages.get("activation." + layer.activation());
  }
}
