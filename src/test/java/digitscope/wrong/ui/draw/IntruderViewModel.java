package digitscope.wrong.ui.draw;

/** A ViewModel that holds a control and knows another feature. */
public final class IntruderViewModel {
  javafx.scene.control.Button button;
  digitscope.wrong.ui.learning.Intruder neighbor;
}
