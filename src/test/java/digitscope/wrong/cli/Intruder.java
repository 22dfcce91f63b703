package digitscope.wrong.cli;

/** A command that opens a window. */
public final class Intruder {
  javafx.stage.Stage window;
}
