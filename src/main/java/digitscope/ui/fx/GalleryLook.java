package digitscope.ui.fx;

import digitscope.eval.GalleryQuery.Grouping;
import digitscope.eval.GalleryQuery.Order;
import java.util.List;

/**
 * How the user wants galleries of evaluated images to look.
 *
 * @param order what images are sorted by
 * @param descending whether the largest value comes first
 * @param grouping what stands together
 * @param zoom how large the pictures are
 */
public record GalleryLook(Order order, boolean descending, Grouping grouping, Zoom zoom) {
  /** Middle-sized pictures in the order of the choice. */
  public static final GalleryLook INITIAL =
      new GalleryLook(Order.CHOICE, false, Grouping.NONE, Zoom.MEDIUM);

  public GalleryLook withOrder(Order wanted) {
    return new GalleryLook(wanted, descending, grouping, zoom);
  }

  public GalleryLook withDescending(boolean wanted) {
    return new GalleryLook(order, wanted, grouping, zoom);
  }

  public GalleryLook withGrouping(Grouping wanted) {
    return new GalleryLook(order, descending, wanted, zoom);
  }

  public GalleryLook withZoom(Zoom wanted) {
    return new GalleryLook(order, descending, grouping, wanted);
  }

  /** How large pictures are. */
  public enum Zoom {
    /** As many as possible, without words. */
    SMALL,
    MEDIUM,
    LARGE;

    /** The size this many steps larger, or the largest. */
    public Zoom plus(int steps) {
      List<Zoom> all = List.of(values());
      return all.get(Math.max(0, Math.min(all.size() - 1, all.indexOf(this) + steps)));
    }
  }
}
