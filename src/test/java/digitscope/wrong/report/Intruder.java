package digitscope.wrong.report;

/** A page that is laid out by the window. */
public final class Intruder {
  javafx.scene.Node page;
}
