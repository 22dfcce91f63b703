package digitscope.app;

import javafx.application.Application;

/** Entry point of the program; not an Application, so that JavaFX loads from the class path. */
public final class Main {
  private Main() {}

  /** Starts the command line, which opens the workbench when it is given no command. */
  public static void main(String[] arguments) {
    Application.launch(WorkbenchApplication.class, arguments);
  }
}
