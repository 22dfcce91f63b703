package digitscope.bench;

import java.util.List;

/**
 * A gallery that is scrolled while nothing is trained.
 *
 * @param images how many it holds
 * @param recordings of the window meanwhile, one for each size of the pictures
 */
public record Scrolling(int images, List<WindowRecording> recordings) {
  public Scrolling {
    recordings = List.copyOf(recordings);
  }
}
