package digitscope.probe;

import java.util.Optional;

/**
 * The smallest square that, blanked, has an image read as another class.
 *
 * @param step training step of the network that was asked
 * @param label what the whole image is read as
 * @param spacing distance of the sizes and places that were tried, pixels
 * @param square the square; empty if none changes the reading, however large
 */
public record Occlusion(long step, int label, int spacing, Optional<Square> square) {
  /**
   * A blanked square.
   *
   * @param size of its side, pixels
   * @param top first row that it covers
   * @param left first column that it covers
   * @param label what the image is read as then
   * @param probability of that class, in [0, 1]
   * @param places number of places where a square of this size changes the reading
   */
  public record Square(int size, int top, int left, int label, double probability, int places) {}
}
