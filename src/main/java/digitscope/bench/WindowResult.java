package digitscope.bench;

import digitscope.bench.WindowRecording.Kind;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The response times of the window during training, and how much it slows training down.
 *
 * @param rounds at least one
 */
public record WindowResult(List<WindowRound> rounds) {
  /** Milliseconds within which 99 of 100 pulses are to end, and the next ones to begin. */
  public static final double PULSE_AIM_MILLIS = 33;

  /** Milliseconds within which 95 of 100 clicks on a cell are to have shown its images. */
  public static final double CLICK_AIM_MILLIS = 100;

  /** Milliseconds within which 95 of 100 cards of an image are to be open. */
  public static final double CARD_AIM_MILLIS = 100;

  /** Milliseconds within which 95 of 100 moves to a stored step are to show it in every view. */
  public static final double MOVE_AIM_MILLIS = 500;

  /** Milliseconds within which 99 of 100 pulses of a scrolled gallery are to end: a 60th second. */
  public static final double SCROLL_AIM_MILLIS = 16.7;

  /** Part of its speed that a training may lose. */
  public static final double SLOWDOWN_AIM = 0.15;

  /**
   * What one page came to.
   *
   * @param slowdown median of the rounds
   * @param pulses as in {@link WindowResult#pulses}
   */
  public record PageResult(String page, double slowdown, Latencies pulses, Latencies gaps) {}

  public WindowResult {
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("There must be at least one round");
    }
    rounds = List.copyOf(rounds);
  }

  /** How long the pulses that changed the picture held the window's thread. */
  public Latencies pulses() {
    return latencies(visits(), WindowRecording::pulses);
  }

  /** From the beginning of a pulse to that of the next, one being asked for every 60th second. */
  public Latencies gaps() {
    return latencies(visits(), WindowRecording::gaps);
  }

  /** From a click on a cell of the matrix to the picture with the images of the cell. */
  public Latencies clicks() {
    return latencies(visits(), recording -> recording.answers(Kind.CLICK, Kind.IMAGES));
  }

  /** From a double click on an image to the picture with its card. */
  public Latencies cards() {
    return latencies(visits(), recording -> recording.answers(Kind.DOUBLE_CLICK, Kind.CARD));
  }

  /** From the first and last ink of a stroke to the picture with what the network says of it. */
  public Latencies strokes() {
    return latencies(visits(), recording -> recording.answers(Kind.STROKE, Kind.PREDICTION));
  }

  /** From a move to a stored step to the picture in which every view of the overview shows it. */
  public Latencies moves() {
    return latencies(
        rounds.stream().map(WindowRound::moves),
        recording -> recording.answers(Kind.MOVE, Kind.MOVED));
  }

  /** As {@link #pulses}, with the turns of the wheel, while a gallery is scrolled. */
  public Latencies scrollPulses() {
    return latencies(scrollRecordings(), WindowRecording::pulsesWithInput);
  }

  /** As {@link #gaps}, while a gallery is scrolled. */
  public Latencies scrollGaps() {
    return latencies(scrollRecordings(), WindowRecording::gaps);
  }

  /** How many images the gallery holds that is scrolled. */
  public int scrolledImages() {
    return rounds.get(0).scrolling().images();
  }

  private Stream<WindowRecording> scrollRecordings() {
    return rounds.stream().map(WindowRound::scrolling).flatMap(some -> some.recordings().stream());
  }

  /** Part of its speed that the training loses while one looks at it: median of the rounds. */
  public double slowdown() {
    return median(WindowRound::slowdown);
  }

  /** The same while something is done in the window without a break. */
  public double busySlowdown() {
    return median(WindowRound::busySlowdown);
  }

  /** Images a second with the window: median of the rounds. */
  public double windowRate() {
    return median(WindowRound::windowRate);
  }

  /** Images a second without a window: median of the rounds. */
  public double aloneRate() {
    return median(WindowRound::aloneRate);
  }

  private double median(ToDoubleFunction<WindowRound> value) {
    return new Rates(rounds.stream().map(value::applyAsDouble).toList()).median();
  }

  /** The pages, in the order in which they were visited. */
  public List<PageResult> pages() {
    List<PageResult> pages = new ArrayList<>();
    for (String page : rounds.get(0).visits().stream().map(PageVisit::page).toList()) {
      List<PageVisit> own = visits().stream().filter(visit -> visit.page().equals(page)).toList();
      List<Double> slowdowns =
          rounds.stream()
              .flatMap(
                  round ->
                      round.visits().stream()
                          .filter(visit -> visit.page().equals(page))
                          .map(round::slowdown))
              .toList();
      pages.add(
          new PageResult(
              page,
              new Rates(slowdowns).median(),
              latencies(own, WindowRecording::pulses),
              latencies(own, WindowRecording::gaps)));
    }
    return pages;
  }

  /** Which aims are missed, a sentence each. */
  public List<String> missedAims() {
    List<String> missed = new ArrayList<>();
    addIfAbove(missed, "99 of 100 frames", pulses().percentileMillis(99), PULSE_AIM_MILLIS);
    addIfAbove(
        missed, "99 of 100 gaps between frames", gaps().percentileMillis(99), PULSE_AIM_MILLIS);
    addIfAbove(
        missed, "95 of 100 clicks on a cell", clicks().percentileMillis(95), CLICK_AIM_MILLIS);
    addIfAbove(missed, "95 of 100 cards", cards().percentileMillis(95), CARD_AIM_MILLIS);
    addIfAbove(missed, "95 of 100 slider moves", moves().percentileMillis(95), MOVE_AIM_MILLIS);
    addIfAbove(
        missed,
        "99 of 100 frames of a scrolled gallery",
        scrollPulses().percentileMillis(99),
        SCROLL_AIM_MILLIS);
    if (slowdown() > SLOWDOWN_AIM) {
      missed.add(
          String.format(
              Locale.ROOT,
              "The window slows training down by %.1f %%; the limit is %.0f",
              100 * slowdown(),
              100 * SLOWDOWN_AIM));
    }
    return missed;
  }

  private static void addIfAbove(List<String> missed, String what, double millis, double aim) {
    if (millis >= aim) {
      missed.add(
          String.format(
              Locale.ROOT,
              "%s took up to %.1f ms; the limit is %s",
              what,
              millis,
              new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(aim)));
    }
  }

  private List<PageVisit> visits() {
    return rounds.stream().map(WindowRound::visits).flatMap(Collection::stream).toList();
  }

  private static Latencies latencies(
      List<PageVisit> visits, Function<WindowRecording, List<Long>> part) {
    return latencies(visits.stream().map(PageVisit::recording), part);
  }

  private static Latencies latencies(
      Stream<WindowRecording> recordings, Function<WindowRecording, List<Long>> part) {
    return new Latencies(recordings.map(part).flatMap(List::stream).toList());
  }
}
