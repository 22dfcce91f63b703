package digitscope.ui.labels;

import digitscope.data.Correction;
import digitscope.data.Correction.Verdict;
import digitscope.data.Split;
import digitscope.ui.control.Messages;

/** Says in words what was decided about an image. */
final class DecisionWords {
  private final Messages messages = Messages.of("labels");

  /** Such as "Test image 12: 3 → 5". */
  String of(Correction correction) {
    return messages.get(
        correction.split() == Split.TEST ? "decided.test" : "decided.train",
        correction.origin(),
        correction.verdict().accept(new Words(correction.label())));
  }

  /** Says what was decided about an image of a label. */
  private final class Words implements Verdict.Visitor<String> {
    private final String label;

    Words(String label) {
      this.label = label;
    }

    @Override
    public String relabel(Verdict.Relabel verdict) {
      return messages.get("decided.relabel", label, verdict.to());
    }

    @Override
    public String leaveOut(Verdict.LeaveOut verdict) {
      return messages.get("decided.leaveOut", label);
    }

    @Override
    public String keep(Verdict.Keep verdict) {
      return messages.get("decided.keep", label);
    }
  }
}
