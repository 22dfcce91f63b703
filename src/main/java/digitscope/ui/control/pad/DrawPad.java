package digitscope.ui.control.pad;

import java.util.List;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.control.Control;
import javafx.scene.control.Skin;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;

/**
 * A square to draw on with mouse, pen or finger. The right button erases, and so does the left one
 * while {@link Sketch#erasingProperty} is set. Ctrl+Z undoes, Ctrl+Y or Ctrl+Shift+Z redoes, Delete
 * clears, E takes the eraser and P the pen.
 *
 * <p>Style class {@code draw-pad}; colors {@code -ds-ink} and {@code -ds-paper}.
 */
public final class DrawPad extends Control {
  private static final StyleablePropertyFactory<DrawPad> STYLES =
      new StyleablePropertyFactory<>(Control.getClassCssMetaData());

  private final StyleableProperty<Paint> ink =
      STYLES.createStyleablePaintProperty(this, "ink", "-ds-ink", pad -> pad.ink, Color.BLACK);
  private final StyleableProperty<Paint> paper =
      STYLES.createStyleablePaintProperty(
          this, "paper", "-ds-paper", pad -> pad.paper, Color.WHITE);
  private final StringProperty promptText = new SimpleStringProperty(this, "promptText", "");
  private final Sketch sketch;

  /** A pad that shows and changes {@code sketch}. */
  public DrawPad(Sketch sketch) {
    this.sketch = sketch;
    getStyleClass().add("draw-pad");
    accessibleTextProperty().bind(promptText);
    setFocusTraversable(true);
  }

  public Sketch sketch() {
    return sketch;
  }

  /** What an empty pad says. */
  public StringProperty promptTextProperty() {
    return promptText;
  }

  @SuppressWarnings("unchecked") // what the factory makes is an observable property too
  ObservableValue<Paint> ink() {
    return (ObservableValue<Paint>) ink;
  }

  @SuppressWarnings("unchecked") // what the factory makes is an observable property too
  ObservableValue<Paint> paper() {
    return (ObservableValue<Paint>) paper;
  }

  @Override
  protected Skin<?> createDefaultSkin() {
    return new DrawPadSkin(this);
  }

  @Override
  protected List<CssMetaData<? extends Styleable, ?>> getControlCssMetaData() {
    return STYLES.getCssMetaData();
  }
}
