package digitscope.ui.setup;

import digitscope.config.LayerSpec;
import digitscope.ui.control.Messages;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How the setup shows a layer.
 *
 * @param kind which entry of the menu it comes from
 * @param detail what a row of the stack says of it below its title
 * @param fields fills the form that edits it
 */
record LayerLook(
    LayerKind kind, Function<Messages, String> detail, Consumer<LayerForm.Fields> fields) {
  private static final LayerSpec.Visitor<LayerLook> LOOKS = new LayerLooks();

  static LayerLook of(LayerSpec layer) {
    return layer.accept(LOOKS);
  }
}
