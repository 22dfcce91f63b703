package digitscope.nn.plan;

import digitscope.nn.PlannedBlock;
import java.util.Optional;

/**
 * What a backend says to a layer.
 *
 * @param block that it would compute; absent if it cannot or had better not
 * @param obstacle why not, in words
 */
record Offer(Optional<PlannedBlock> block, String obstacle) {
  static Offer of(PlannedBlock block) {
    return new Offer(Optional.of(block), "");
  }

  static Offer none(String obstacle) {
    return new Offer(Optional.empty(), obstacle);
  }
}
