package digitscope.ui.features;

/**
 * One picture among all that are shown.
 *
 * @param stack number of its stack
 * @param map its number in the stack
 */
public record MapAddress(int stack, int map) {}
