package digitscope.ui.network;

import digitscope.probe.HealthWarning;
import digitscope.probe.NetworkHealth;
import digitscope.probe.NetworkHealth.LayerHealth;
import digitscope.ui.control.LayerWords;
import digitscope.ui.control.Messages;
import digitscope.ui.control.WindowLocale;
import java.math.BigDecimal;
import java.math.MathContext;

/** Says how layers fare, what is wrong and what to try. */
final class HealthWords {
  private static final double SMALLEST_PLAIN = 1e-3;
  private static final double LARGEST_PLAIN = 1e5;

  private final Messages text = Messages.of("network");
  private final LayerWords layerWords = new LayerWords();

  /** What is wrong with a network, and what to try. */
  String warning(HealthWarning warning, NetworkHealth health) {
    String layer = text.get("name", warning.layerIndex() + 1, layerWords.title(warning.title()));
    int idle = health.layer(warning.layerIndex()).map(LayerHealth::idle).orElse(0);
    int units = health.layer(warning.layerIndex()).map(LayerHealth::units).orElse(0);
    return text.get(
        "warning." + warning.kind(),
        layer,
        number(warning.value()),
        idle,
        units,
        health.images(),
        health.step());
  }

  /** How many units of a layer do nothing; empty if its activation lets none of them. */
  String idle(LayerHealth layer, int images) {
    return switch (layer.kind()) {
      case RECTIFIER -> text.get("health.silent", layer.idle(), layer.units(), images);
      case SIGMOID -> text.get("health.saturated", layer.idle(), layer.units(), images);
      case OTHER -> "";
    };
  }

  /** A number with three digits, as short as it can be read. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    double size = Math.abs(value);
    String words;
    if (size == 0) {
      words = "0";
    } else if (size >= SMALLEST_PLAIN && size < LARGEST_PLAIN) {
      BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
      words =
          String.format(WindowLocale.get(), "%,." + Math.max(0, rounded.scale()) + "f", rounded);
    } else {
      words = String.format(WindowLocale.get(), "%.1e", value).replaceFirst("e([+-])0?", "e$1");
    }
    return words.replace('-', '−').replace("e+", "e");
  }
}
