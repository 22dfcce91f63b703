package digitscope.ui.features;

import digitscope.ui.control.images.PixelImages;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;

/** A color scale with the values of its ends. */
final class ScaleLegend extends HBox {
  private static final int WIDTH = 96;
  private static final int HEIGHT = 8;

  private final Label low = new Label();
  private final Label high = new Label();
  private final ImageView bar = new ImageView();
  private boolean diverging;

  ScaleLegend() {
    getStyleClass().add("scale-legend");
    setAlignment(Pos.CENTER_RIGHT);
    low.getStyleClass().addAll("scale-end", "tabular");
    high.getStyleClass().addAll("scale-end", "tabular");
    getChildren().setAll(low, bar, high);
  }

  void show(MapColors colors) {
    low.setText(Readings.number(colors.low()));
    high.setText(Readings.number(colors.high()));
    showBar(colors);
  }

  /** Shows the colors without values, as each picture has a scale of its own. */
  void showEach(MapColors colors, String lowest, String highest) {
    low.setText(lowest);
    high.setText(highest);
    showBar(colors);
  }

  private void showBar(MapColors colors) {
    if (bar.getImage() == null || diverging != colors.diverging()) {
      diverging = colors.diverging();
      bar.setImage(PixelImages.image(colors.gradient(WIDTH, HEIGHT), HEIGHT, WIDTH));
    }
  }
}
