package digitscope.ui.data;

import java.util.BitSet;

/** The images that the user has caught on the map. Each is another one, whatever it holds. */
public final class Lasso {
  private final BitSet images = new BitSet();

  /**
   * @param caught numbers of the images
   */
  Lasso(int[] caught) {
    for (int image : caught) {
      images.set(image);
    }
  }

  /** Whether it holds an image. */
  boolean holds(int image) {
    return images.get(image);
  }

  /** Number of images that it holds. */
  public int size() {
    return images.cardinality();
  }
}
