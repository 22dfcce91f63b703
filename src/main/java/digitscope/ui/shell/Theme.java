package digitscope.ui.shell;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import digitscope.ui.fx.TextSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;

/** The two looks of the window. */
public enum Theme {
  LIGHT("#ffffff"),
  DARK("#0d1117");

  private static final String TEXT_SHEET = "/css/text-";
  private static final List<String> FONTS =
      List.of("Roboto-Regular.ttf", "Roboto-Medium.ttf", "Roboto-Bold.ttf");

  private static final List<String> SHEETS =
      List.of(
          "base",
          "setup",
          "dataimport",
          "charts",
          "maps",
          "images",
          "learning",
          "confusion",
          "card",
          "draw",
          "data",
          "network",
          "runs");

  private final String paper;

  /**
   * @param paper the theme's {@code -color-bg-default}
   */
  Theme(String paper) {
    this.paper = paper;
  }

  /** What a window is filled with before its first picture is painted. */
  public Color paper() {
    return Color.web(paper);
  }

  /** The theme of a switch. */
  public static Theme of(boolean dark) {
    return dark ? DARK : LIGHT;
  }

  /** Makes every window look like this. */
  public void use() {
    Application.setUserAgentStylesheet(
        (this == DARK ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheetBSS());
  }

  /** Adds what is ours on top of the theme, the fonts included. */
  public static void dress(Scene scene) {
    FONTS.forEach(Theme::loadFont);
    SHEETS.forEach(name -> scene.getStylesheets().add(resource("/css/" + name + ".css")));
    if (!Platform.isSupported(ConditionalFeature.TRANSPARENT_WINDOW)) {
      scene.getStylesheets().add(resource("/css/popups.css"));
    }
  }

  /** Makes the text of a scene, and of the menus and dialogs that belong to it, of a size. */
  public static void scale(Scene scene, TextSize size) {
    scene.getStylesheets().removeIf(sheet -> sheet.contains(TEXT_SHEET));
    if (size != TextSize.NORMAL) {
      scene.getStylesheets().add(resource(TEXT_SHEET + size.percent() + ".css"));
    }
  }

  private static void loadFont(String name) {
    try (InputStream in =
        Objects.requireNonNull(Theme.class.getResourceAsStream("/fonts/" + name), name)) {
      // Without the font the desktop's own is used.
      Font unused = Font.loadFont(in, -1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String path) {
    return Objects.requireNonNull(Theme.class.getResource(path), path).toExternalForm();
  }
}
