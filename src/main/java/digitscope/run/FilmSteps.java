package digitscope.run;

import java.util.ArrayList;
import java.util.List;

/** Which stored steps of a run a film shows. */
public final class FilmSteps {
  /** Frames that a film has at most. */
  public static final int MOST = 48;

  private FilmSteps() {}

  /**
   * All steps if they are few, otherwise every second, fourth, eighth and so on of them, and the
   * last one: when a run gets longer, frames are left out and none is moved.
   *
   * @param stored rising
   */
  public static List<Long> of(List<Long> stored) {
    int stride = 1;
    while ((stored.size() - 1) / stride + 2 > MOST) {
      stride *= 2;
    }
    if (stored.size() <= MOST) {
      return List.copyOf(stored);
    }
    List<Long> some = new ArrayList<>();
    for (int i = 0; i < stored.size(); i += stride) {
      some.add(stored.get(i));
    }
    Long last = stored.get(stored.size() - 1);
    if (!some.contains(last)) {
      some.add(last);
    }
    return List.copyOf(some);
  }
}
