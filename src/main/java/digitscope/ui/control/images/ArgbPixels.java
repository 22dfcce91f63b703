package digitscope.ui.control.images;

/**
 * A small picture as numbers, which can be made on any thread.
 *
 * @param argb one pixel each in [height, width] order; not copied
 */
public record ArgbPixels(int[] argb, int height, int width) {}
