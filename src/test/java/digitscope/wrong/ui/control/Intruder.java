package digitscope.wrong.ui.control;

/** A control that knows a feature, and dresses itself. */
public final class Intruder extends javafx.scene.layout.Region {
  digitscope.wrong.ui.draw.IntruderViewModel feature;

  void dress() {
    setStyle("-fx-background-color: red");
  }
}
