package digitscope.bench;

import java.util.List;

/**
 * Measurements of a gallery that is scrolled while no network trains.
 *
 * @param images how many it holds
 * @param recordings of the window meanwhile, one for each size of the pictures
 */
public record Scrolling(int images, List<WindowRecording> recordings) {
  public Scrolling {
    recordings = List.copyOf(recordings);
  }
}
