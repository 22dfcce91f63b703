package digitscope.bench;

/**
 * A gallery that is scrolled while nothing is trained.
 *
 * @param images how many it holds
 * @param recording of the window meanwhile
 */
public record Scrolling(int images, WindowRecording recording) {}
