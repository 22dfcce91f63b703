package digitscope.ui.control.pad;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SketchTest {
  private final Sketch sketch = new Sketch();

  @Test
  void putsInkWhereThePenWent() {
    drawLine(0.5, false);

    assertThat(inkAt(0.5, 0.5)).isEqualTo(255);
    assertThat(inkAt(0.5, 0.1)).isZero();
    assertThat(sketch.blankProperty().get()).isFalse();
    assertThat(sketch.strokes()).hasSize(1);
  }

  @Test
  void drawsADotWhereThePenOnlyTouched() {
    sketch.begin(0.3, 0.6, false);
    sketch.end();

    assertThat(inkAt(0.3, 0.6)).isEqualTo(255);
    assertThat(inkAt(0.3 + Stroke.PEN_WIDTH, 0.6)).isZero();
  }

  @Test
  void takesInkAwayWithTheEraser() {
    drawLine(0.5, false);
    drawLine(0.5, true);

    assertThat(inkAt(0.5, 0.5)).isZero();
    assertThat(sketch.blankProperty().get()).isTrue();
    assertThat(sketch.strokes()).hasSize(2);
  }

  @Test
  void undoesAndRedoesStrokesAndClearing() {
    drawLine(0.3, false);
    drawLine(0.7, false);
    sketch.clear();
    assertThat(sketch.blankProperty().get()).isTrue();

    sketch.undo();
    assertThat(sketch.strokes()).hasSize(2);
    sketch.undo();
    assertThat(inkAt(0.5, 0.3)).isEqualTo(255);
    assertThat(inkAt(0.5, 0.7)).isZero();
    sketch.redo();
    assertThat(inkAt(0.5, 0.7)).isEqualTo(255);
    assertThat(sketch.redoableProperty().get()).isTrue();
    drawLine(0.5, false);
    assertThat(sketch.redoableProperty().get()).isFalse();
  }

  @Test
  void tellsWhatWasCleared() {
    List<List<Stroke>> cleared = new ArrayList<>();
    sketch.setOnClear(cleared::add);
    drawLine(0.5, false);
    List<Stroke> drawn = sketch.strokes();
    sketch.clear();
    sketch.clear();

    assertThat(cleared).containsExactly(drawn);
  }

  @Test
  void growsToTheSamePictureAsDrawingAllAtOnce() {
    sketch.begin(0.2, 0.2, false);
    for (int i = 1; i <= 40; i++) {
      sketch.extend(0.2 + 0.015 * i, 0.5 - 0.3 * Math.cos(0.15 * i));
    }
    sketch.end();
    drawLine(0.4, true);

    assertThat(InkRaster.of(sketch.strokes()).pixels()).isEqualTo(sketch.raster().pixels());
  }

  @Test
  void opensSavedStrokesWithNothingToUndo() {
    drawLine(0.5, false);
    Sketch other = new Sketch();
    other.open(sketch.strokes());

    assertThat(other.raster().pixels()).isEqualTo(sketch.raster().pixels());
    assertThat(other.undoableProperty().get()).isFalse();
  }

  private void drawLine(double y, boolean erases) {
    sketch.begin(0.2, y, erases);
    sketch.extend(0.5, y);
    sketch.extend(0.8, y);
    sketch.end();
  }

  private int inkAt(double x, double y) {
    int column = (int) (x * InkRaster.SIDE);
    int row = (int) (y * InkRaster.SIDE);
    return sketch.raster().pixels()[row * InkRaster.SIDE + column] & 0xff;
  }
}
