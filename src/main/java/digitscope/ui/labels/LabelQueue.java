package digitscope.ui.labels;

import digitscope.data.Corrections;
import digitscope.eval.SuspectLabels;
import java.util.ArrayList;
import java.util.List;

/**
 * The images whose label looks wrong and about which nothing was decided.
 *
 * @param judged all images that were judged
 * @param doubts the most doubtful first
 * @param found how many look wrong, those included about which something was decided
 */
public record LabelQueue(Judged judged, List<Doubt> doubts, int found) {
  public LabelQueue {
    doubts = List.copyOf(doubts);
  }

  static LabelQueue of(Judged judged, Corrections corrections) {
    List<Doubt> doubts = new ArrayList<>();
    int place = 0;
    for (SuspectLabels.Suspect suspect : SuspectLabels.of(judged.evaluation())) {
      place++;
      if (corrections.of(judged.split(), judged.set(), suspect.image()).isEmpty()) {
        doubts.add(new Doubt(judged, suspect, place));
      }
    }
    return new LabelQueue(judged, doubts, place);
  }

  long step() {
    return judged.evaluation().step();
  }

  /** The queue without an image that was decided about. */
  LabelQueue without(Doubt doubt) {
    return new LabelQueue(
        judged, doubts.stream().filter(other -> other.image() != doubt.image()).toList(), found);
  }

  /** The queue with an image of it back in its place. */
  LabelQueue with(Doubt doubt) {
    List<Doubt> all = new ArrayList<>(without(doubt).doubts);
    int index = 0;
    while (index < all.size() && all.get(index).place() < doubt.place()) {
      index++;
    }
    all.add(index, doubt);
    return new LabelQueue(judged, all, found);
  }
}
