package digitscope.ui.draw;

import digitscope.ui.control.pad.Stroke;
import java.util.List;

/**
 * All drawings that are kept.
 *
 * @param current strokes on the pad, possibly none
 * @param recent strokes of each drawing that was cleared, newest first
 */
public record SavedDrawings(List<Stroke> current, List<List<Stroke>> recent) {
  public SavedDrawings {
    current = List.copyOf(current);
    recent = recent.stream().map(List::copyOf).toList();
  }

  static SavedDrawings none() {
    return new SavedDrawings(List.of(), List.of());
  }
}
