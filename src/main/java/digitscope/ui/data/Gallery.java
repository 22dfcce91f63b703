package digitscope.ui.data;

import digitscope.data.Dataset;
import digitscope.explore.SetSummary;
import java.util.List;

/**
 * What a query gives.
 *
 * @param images their numbers in the set, in the order of the query
 */
public record Gallery(SetSummary summary, Query query, List<Integer> images) {
  /** The set that the images are of. */
  public Dataset data() {
    return summary.data();
  }
}
