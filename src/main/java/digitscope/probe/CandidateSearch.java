package digitscope.probe;

import digitscope.probe.UnitResponses.Patch;
import java.util.List;

/** One way to look for images that excite the units of a layer, in pieces. */
interface CandidateSearch extends AutoCloseable {
  /**
   * An image that may excite a unit most.
   *
   * @param unit number of the unit
   * @param pixels in [channels, height, width] order, 0 to 1
   * @param field the pixels that matter to the unit
   */
  record Candidate(int unit, float[] pixels, Patch field) {}

  /**
   * Does the next piece of work.
   *
   * @return whether more is to do
   */
  boolean advance();

  /** Part of the work that is done, 0 to 1. */
  double progress();

  /** What was found, at least one a unit. */
  List<Candidate> candidates();

  @Override
  void close();
}
