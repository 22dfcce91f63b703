package digitscope.ui.features;

import java.util.List;

/**
 * One picture among all that are shown.
 *
 * @param stack number of its stack
 * @param map its number in the stack
 */
public record MapAddress(int stack, int map) {
  boolean isIn(List<MapStack> stacks) {
    return stack < stacks.size() && map < stacks.get(stack).count();
  }
}
