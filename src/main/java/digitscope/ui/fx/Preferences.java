package digitscope.ui.fx;

/**
 * How the user left the window.
 *
 * @param bounds where it was; empty edges mean wherever the desktop puts it
 * @param dark whether the dark theme was on
 * @param setupShown whether the setup panel was open
 * @param page name of the page that was shown
 * @param gallery how images of the test set were shown
 * @param language the language that was chosen, which the next start uses
 * @param textSize size of the text
 * @param tourSeen whether the tour through the window was begun before
 */
public record Preferences(
    Bounds bounds,
    boolean dark,
    boolean setupShown,
    String page,
    GalleryLook gallery,
    Language language,
    TextSize textSize,
    boolean tourSeen) {
  /** What a first start looks like. */
  public static Preferences defaults() {
    return new Preferences(
        new Bounds(Double.NaN, Double.NaN, 1440, 900, false),
        false,
        true,
        "OVERVIEW",
        GalleryLook.INITIAL,
        Language.SYSTEM,
        TextSize.NORMAL,
        false);
  }

  /**
   * Place of the window, in pixels of the screen.
   *
   * @param x left edge; NaN if the desktop is to choose
   * @param y upper edge; NaN if the desktop is to choose
   */
  public record Bounds(double x, double y, double width, double height, boolean maximized) {
    /** Whether the desktop is to choose the place. */
    public boolean isUnplaced() {
      return Double.isNaN(x) || Double.isNaN(y);
    }
  }
}
