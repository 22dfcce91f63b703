package digitscope.ui.control;

import java.util.MissingResourceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The titles of layers in the language of the window. */
public final class LayerWords {
  /** What a layer is, and its sizes. */
  private static final Pattern TITLE = Pattern.compile("([a-z][a-z -]*[a-z])( [0-9].*)?");

  private final Messages messages = Messages.of("layers");

  /**
   * The title of a layer or of a part of one.
   *
   * @param english as its record says it, such as {@code "max pooling 2×2"}
   * @return the same for what is no kind of layer
   */
  public String title(String english) {
    Matcher parts = TITLE.matcher(english);
    if (!parts.matches()) {
      return english;
    }
    String sizes = parts.group(2) == null ? "" : parts.group(2);
    try {
      return messages.get(parts.group(1).replace(' ', '_')) + sizes;
    } catch (MissingResourceException e) {
      return english;
    }
  }
}
