package digitscope.ui.fx;

/** Whether a test may count on every move of the mouse. */
public final class Moves {
  private Moves() {}

  /** Whether moves can be asked for one by one; waits until that is known. */
  public static boolean canBeAskedFor() {
    return GtkMotion.loading().join();
  }
}
