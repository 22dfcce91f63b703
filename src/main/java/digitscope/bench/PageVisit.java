package digitscope.bench;

/**
 * How training went on while a page of the window was shown.
 *
 * @param page name of the page
 * @param recording of the window meanwhile
 * @param trained images that were trained meanwhile, and the time
 */
public record PageVisit(String page, WindowRecording recording, Measurement trained) {}
