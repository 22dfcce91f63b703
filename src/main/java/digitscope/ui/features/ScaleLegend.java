package digitscope.ui.features;

import digitscope.ui.control.PixelImages;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;

/** A colour scale with the values of its ends. */
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

  void show(MapColours colours) {
    low.setText(Readings.number(colours.low()));
    high.setText(Readings.number(colours.high()));
    showBar(colours);
  }

  /** Shows the colours without values, as each picture has a scale of its own. */
  void showEach(MapColours colours, String lowest, String highest) {
    low.setText(lowest);
    high.setText(highest);
    showBar(colours);
  }

  private void showBar(MapColours colours) {
    if (bar.getImage() == null || diverging != colours.diverging()) {
      diverging = colours.diverging();
      bar.setImage(PixelImages.image(colours.gradient(WIDTH, HEIGHT), HEIGHT, WIDTH));
    }
  }
}
