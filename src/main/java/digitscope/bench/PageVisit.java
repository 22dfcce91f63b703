package digitscope.bench;

/**
 * A visit to a page of the window: first the page is only shown, then it is used.
 *
 * @param page name of the page
 * @param recording of the window meanwhile
 * @param watched how training went on while the page was only looked at
 * @param busy the same while something was done without a break
 */
public record PageVisit(
    String page, WindowRecording recording, Measurement watched, Measurement busy) {}
