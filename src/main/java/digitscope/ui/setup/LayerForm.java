package digitscope.ui.setup;

import digitscope.config.Activation;
import digitscope.config.LayerSpec;
import digitscope.config.LayerSpec.AveragePool2d;
import digitscope.config.LayerSpec.BatchNorm;
import digitscope.config.LayerSpec.Conv2d;
import digitscope.config.LayerSpec.Dense;
import digitscope.config.LayerSpec.Dropout;
import digitscope.config.LayerSpec.KMeans;
import digitscope.config.LayerSpec.MaxPool2d;
import digitscope.config.LayerSpec.Residual;
import digitscope.config.LayerSpec.SeparableConv2d;
import digitscope.config.Padding;
import digitscope.ui.control.Messages;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes the form that edits a layer of each kind. */
final class LayerForm {
  private static final List<Activation> ALL = List.of(Activation.values());

  /** Softmax belongs to the output, which is dense. */
  private static final List<Activation> ELEMENTWISE =
      Arrays.stream(Activation.values()).filter(one -> one != Activation.SOFTMAX).toList();

  private final Messages messages;
  private final Consumer<LayerSpec> apply;

  /**
   * @param apply takes the changed layer, or throws an IllegalArgumentException that says why not
   */
  LayerForm(Messages messages, Consumer<LayerSpec> apply) {
    this.messages = messages;
    this.apply = apply;
  }

  /**
   * The form of a layer.
   *
   * @param layer gives the layer that is in force; its kind does not change
   */
  SettingsForm create(Supplier<LayerSpec> layer) {
    SettingsForm form = new SettingsForm(messages);
    LayerSpec kind = layer.get();
    if (kind instanceof Conv2d) {
      addConvolution(form, () -> (Conv2d) layer.get(), apply::accept);
    } else if (kind instanceof SeparableConv2d) {
      addConvolution(
          form,
          () -> ((SeparableConv2d) layer.get()).convolution(),
          conv -> apply.accept(SeparableConv2d.of(conv)));
    } else if (kind instanceof Residual) {
      addResidual(form, () -> (Residual) layer.get());
    } else if (kind instanceof MaxPool2d) {
      addMaxPooling(form, () -> (MaxPool2d) layer.get());
    } else if (kind instanceof AveragePool2d) {
      addAveragePooling(form, () -> (AveragePool2d) layer.get());
    } else if (kind instanceof Dense) {
      addDense(form, () -> (Dense) layer.get());
    } else if (kind instanceof BatchNorm) {
      activation(
          form,
          ELEMENTWISE,
          () -> ((BatchNorm) layer.get()).activation(),
          v -> apply.accept(new BatchNorm(v)));
    } else if (kind instanceof Dropout) {
      form.real(
          "dropout", () -> ((Dropout) layer.get()).rate(), rate -> apply.accept(new Dropout(rate)));
    } else if (kind instanceof KMeans) {
      form.integer(
          "clusters", () -> ((KMeans) layer.get()).clusters(), v -> apply.accept(new KMeans(v)));
    }
    return form;
  }

  private void addConvolution(SettingsForm form, Supplier<Conv2d> layer, Consumer<Conv2d> change) {
    form.integer("filters", () -> layer.get().filters(), v -> change.accept(copy(layer.get(), v)));
    form.integer(
        "kernelHeight",
        () -> layer.get().kernelHeight(),
        v -> change.accept(kernel(layer.get(), v, layer.get().kernelWidth())));
    form.integer(
        "kernelWidth",
        () -> layer.get().kernelWidth(),
        v -> change.accept(kernel(layer.get(), layer.get().kernelHeight(), v)));
    form.integer(
        "convStride",
        () -> layer.get().stride(),
        v -> change.accept(border(layer.get(), v, layer.get().padding())));
    form.choice(
        "padding",
        List.of(Padding.values()),
        v -> messages.get("padding." + v),
        () -> layer.get().padding(),
        v -> change.accept(border(layer.get(), layer.get().stride(), v)));
    activation(
        form,
        ELEMENTWISE,
        () -> layer.get().activation(),
        v -> {
          Conv2d old = layer.get();
          change.accept(
              new Conv2d(
                  old.filters(),
                  old.kernelHeight(),
                  old.kernelWidth(),
                  old.stride(),
                  old.padding(),
                  v));
        });
  }

  private static Conv2d copy(Conv2d old, int filters) {
    return new Conv2d(
        filters,
        old.kernelHeight(),
        old.kernelWidth(),
        old.stride(),
        old.padding(),
        old.activation());
  }

  private static Conv2d kernel(Conv2d old, int height, int width) {
    return new Conv2d(old.filters(), height, width, old.stride(), old.padding(), old.activation());
  }

  private static Conv2d border(Conv2d old, int stride, Padding padding) {
    return new Conv2d(
        old.filters(), old.kernelHeight(), old.kernelWidth(), stride, padding, old.activation());
  }

  private void addResidual(SettingsForm form, Supplier<Residual> layer) {
    form.integer(
        "filters",
        () -> layer.get().filters(),
        v -> apply.accept(new Residual(v, layer.get().stride())));
    form.integer(
        "residualStride",
        () -> layer.get().stride(),
        v -> apply.accept(new Residual(layer.get().filters(), v)));
  }

  private void addMaxPooling(SettingsForm form, Supplier<MaxPool2d> layer) {
    form.integer(
        "poolSize",
        () -> layer.get().size(),
        v -> apply.accept(new MaxPool2d(v, layer.get().stride())));
    form.integer(
        "poolStride",
        () -> layer.get().stride(),
        v -> apply.accept(new MaxPool2d(layer.get().size(), v)));
  }

  private void addAveragePooling(SettingsForm form, Supplier<AveragePool2d> layer) {
    form.integer(
        "poolSize",
        () -> layer.get().size(),
        v -> apply.accept(new AveragePool2d(v, layer.get().stride())));
    form.integer(
        "poolStride",
        () -> layer.get().stride(),
        v -> apply.accept(new AveragePool2d(layer.get().size(), v)));
  }

  private void addDense(SettingsForm form, Supplier<Dense> layer) {
    form.integer(
        "units",
        () -> layer.get().units(),
        v -> apply.accept(new Dense(v, layer.get().activation())));
    activation(
        form,
        ALL,
        () -> layer.get().activation(),
        v -> apply.accept(new Dense(layer.get().units(), v)));
  }

  private void activation(
      SettingsForm form,
      List<Activation> possible,
      Supplier<Activation> current,
      Consumer<Activation> change) {
    Function<Activation, String> name = v -> messages.get("activation." + v);
    form.choice("activation", possible, name, current, change);
  }
}
