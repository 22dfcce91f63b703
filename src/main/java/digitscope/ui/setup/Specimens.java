package digitscope.ui.setup;

import digitscope.data.Dataset;
import java.util.ArrayList;
import java.util.List;

/** Picks the few images by which the user sees what a set holds. */
final class Specimens {
  private static final int MOST = 10;
  private static final int SEARCHED = 500;

  private Specimens() {}

  /** Indices of one image of each of the first classes, as long as one is near the front. */
  static List<Integer> ofEachClass(Dataset images) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < Math.min(SEARCHED, images.size()) && found.size() < MOST; i++) {
      if (images.label(i) == found.size()) {
        found.add(i);
      }
    }
    return found;
  }
}
