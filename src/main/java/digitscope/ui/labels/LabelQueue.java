package digitscope.ui.labels;

import digitscope.data.Corrections;
import digitscope.eval.SuspectLabels;
import java.util.ArrayList;
import java.util.List;

/**
 * The images whose label looks wrong and about which nothing was decided, and behind them those
 * that are only read as another class.
 *
 * @param judged all images that were judged
 * @param doubts the most doubtful first
 * @param suspects how many look wrong, those included about which something was decided
 * @param found how many there are in all, those included
 */
public record LabelQueue(Judged judged, List<SuspectImage> doubts, int suspects, int found) {
  public LabelQueue {
    doubts = List.copyOf(doubts);
  }

  static LabelQueue of(Judged judged, Corrections corrections) {
    List<SuspectImage> doubts = new ArrayList<>();
    int place = 0;
    SuspectLabels.Queue all = SuspectLabels.queue(judged.evaluation());
    for (SuspectLabels.Suspect suspect : all.all()) {
      place++;
      if (corrections.of(judged.split(), judged.set(), suspect.image()).isEmpty()) {
        doubts.add(new SuspectImage(judged, suspect, place));
      }
    }
    return new LabelQueue(judged, doubts, all.suspects().size(), place);
  }

  /** How many look wrong about which nothing was decided. */
  int undecidedSuspects() {
    return (int) doubts.stream().filter(doubt -> doubt.place() <= suspects).count();
  }

  /** Step of the evaluation that orders it. */
  public long step() {
    return judged.evaluation().step();
  }

  /** The queue without an image that was decided about. */
  LabelQueue without(SuspectImage doubt) {
    return new LabelQueue(
        judged,
        doubts.stream().filter(other -> other.image() != doubt.image()).toList(),
        suspects,
        found);
  }

  /** The queue with an image of it back in its place. */
  LabelQueue with(SuspectImage doubt) {
    List<SuspectImage> all = new ArrayList<>(without(doubt).doubts);
    int index = 0;
    while (index < all.size() && all.get(index).place() < doubt.place()) {
      index++;
    }
    all.add(index, doubt);
    return new LabelQueue(judged, all, suspects, found);
  }
}
