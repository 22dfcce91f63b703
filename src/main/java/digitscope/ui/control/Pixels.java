package digitscope.ui.control;

/**
 * A small picture as numbers, which can be made on any thread.
 *
 * @param argb one pixel each in [height, width] order; not copied
 */
public record Pixels(int[] argb, int height, int width) {}
