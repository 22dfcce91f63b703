package digitscope.wrong.experiment;

/** A sweep that shows itself. */
public final class Intruder {
  javafx.scene.Node table;
}
