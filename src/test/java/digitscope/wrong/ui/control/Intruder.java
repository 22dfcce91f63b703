package digitscope.wrong.ui.control;

/** A control that knows a feature, and dresses itself. */
public final class Intruder extends javafx.scene.layout.Region {
  digitscope.wrong.ui.draw.IntruderViewModel feature;
  digitscope.wrong.ui.control.matrix.Intruder matrix;

  void dress() {
    setStyle("-fx-background-color: red");
  }

  /** What calls a native library of its own. */
  com.sun.jna.Pointer pointer;
}
