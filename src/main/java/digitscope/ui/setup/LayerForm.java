package digitscope.ui.setup;

import digitscope.config.Activation;
import digitscope.config.Dense;
import digitscope.config.Dropout;
import digitscope.config.GroupNorm;
import digitscope.config.KMeans;
import digitscope.config.LayerSpec;
import digitscope.config.LayerSpec.Activated;
import digitscope.config.LayerSpec.Convolution;
import digitscope.config.LayerSpec.Pooling;
import digitscope.config.Padding;
import digitscope.config.Residual;
import digitscope.ui.control.Messages;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
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
    LayerLook.of(layer.get()).fields().accept(new Fields(form, layer));
    return form;
  }

  /** Fills a form with the fields of a kind. */
  final class Fields {
    private final SettingsForm form;
    private final Supplier<LayerSpec> layer;

    private Fields(SettingsForm form, Supplier<LayerSpec> layer) {
      this.form = form;
      this.layer = layer;
    }

    /** Of a layer with nothing to set. */
    void none() {}

    void convolution() {
      Supplier<Convolution> now = () -> (Convolution) layer.get();
      form.integer("filters", () -> now.get().filters(), v -> change(now.get(), v));
      form.integer(
          "kernelHeight",
          () -> now.get().kernelHeight(),
          v -> changeKernel(now.get(), v, now.get().kernelWidth()));
      form.integer(
          "kernelWidth",
          () -> now.get().kernelWidth(),
          v -> changeKernel(now.get(), now.get().kernelHeight(), v));
      form.integer(
          "convStride",
          () -> now.get().stride(),
          v -> changeBorder(now.get(), v, now.get().padding()));
      form.choice(
          "padding",
          List.of(Padding.values()),
          v -> messages.get("padding." + v),
          () -> now.get().padding(),
          v -> changeBorder(now.get(), now.get().stride(), v));
      activation(ELEMENTWISE);
    }

    void residual() {
      Supplier<Residual> now = () -> (Residual) layer.get();
      form.integer(
          "filters",
          () -> now.get().filters(),
          v -> apply.accept(new Residual(v, now.get().stride())));
      form.integer(
          "residualStride",
          () -> now.get().stride(),
          v -> apply.accept(new Residual(now.get().filters(), v)));
    }

    void dense() {
      form.integer(
          "units",
          () -> ((Dense) layer.get()).units(),
          v -> apply.accept(new Dense(v, ((Dense) layer.get()).activation())));
      activation(ALL);
    }

    void dropout() {
      form.real(
          "dropout", () -> ((Dropout) layer.get()).rate(), rate -> apply.accept(new Dropout(rate)));
    }

    void batchNorm() {
      activation(ELEMENTWISE);
    }

    void groupNorm() {
      form.integer(
          "groups",
          () -> ((GroupNorm) layer.get()).groups(),
          v -> apply.accept(new GroupNorm(v, ((GroupNorm) layer.get()).activation())));
      activation(ELEMENTWISE);
    }

    void kMeans() {
      form.integer(
          "clusters", () -> ((KMeans) layer.get()).clusters(), v -> apply.accept(new KMeans(v)));
    }

    private void change(Convolution old, int filters) {
      apply.accept(
          old.with(
              filters,
              old.kernelHeight(),
              old.kernelWidth(),
              old.stride(),
              old.padding(),
              old.activation()));
    }

    private void changeKernel(Convolution old, int height, int width) {
      apply.accept(
          old.with(old.filters(), height, width, old.stride(), old.padding(), old.activation()));
    }

    private void changeBorder(Convolution old, int stride, Padding padding) {
      apply.accept(
          old.with(
              old.filters(),
              old.kernelHeight(),
              old.kernelWidth(),
              stride,
              padding,
              old.activation()));
    }

    void pooling() {
      Supplier<Pooling> now = () -> (Pooling) layer.get();
      form.integer(
          "poolSize",
          () -> now.get().size(),
          v -> apply.accept(now.get().with(v, now.get().stride())));
      form.integer(
          "poolStride",
          () -> now.get().stride(),
          v -> apply.accept(now.get().with(now.get().size(), v)));
    }

    private void activation(List<Activation> possible) {
      Supplier<Activated> now = () -> (Activated) layer.get();
      form.choice(
          "activation",
          possible,
          v -> messages.get("activation." + v),
          () -> now.get().activation(),
          v -> apply.accept(now.get().with(v)));
    }
  }
}
