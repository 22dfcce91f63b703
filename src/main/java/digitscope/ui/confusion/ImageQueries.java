package digitscope.ui.confusion;

import digitscope.eval.Evaluation;
import digitscope.probe.NearestImages;
import digitscope.probe.Occlusion;
import digitscope.probe.Saliency;
import digitscope.probe.SaliencyMethod;
import digitscope.session.NetworkView;
import digitscope.session.Question;
import digitscope.ui.fx.Lens;
import digitscope.ui.fx.NetworkChange;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the session why an image is read as it is, and again when the network has learned: while it
 * learns after each evaluation, and once it stands still for its last step. A wish that is not
 * fulfilled yet is not replaced by one of a later step, lest it never be. Of the saliency methods
 * only the chosen one is asked; what others have answered is kept until it grows old.
 */
final class ImageQueries {
  /** Training images that neighbors are looked for among while the network learns. */
  static final int FEW = 5_000;

  private final Lens lens;
  private final Map<SaliencyMethod, Answer<Saliency>> saliency =
      new EnumMap<>(SaliencyMethod.class);
  private final Answer<Occlusion> occlusion = new Answer<>(this::refresh);
  private final Answer<NearestImages> neighbors = new Answer<>(this::refresh);
  private final NetworkChange network = new NetworkChange();
  private Optional<CardImage> image = Optional.empty();
  private OptionalInt label = OptionalInt.empty();
  private SaliencyMethod method = SaliencyMethod.GRADIENT;

  /** A state of the network of which one answer is enough. */
  private record Moment(boolean isLearning, long step) {}

  private record Request(Moment moment, OptionalInt label, int among) {}

  ImageQueries(Lens lens) {
    this.lens = lens;
    for (SaliencyMethod one : SaliencyMethod.values()) {
      saliency.put(one, new Answer<>(this::refresh));
    }
    lens.viewProperty().addListener(changed -> follow());
  }

  /** What a method says of which pixels speak for the class. */
  Answer<Saliency> saliency(SaliencyMethod by) {
    return Objects.requireNonNull(saliency.get(by));
  }

  /** What the chosen method says. */
  Answer<Saliency> saliency() {
    return saliency(method);
  }

  /** How the image is read: what the chosen method was told, or else any other. */
  Optional<Saliency> reading() {
    return saliency()
        .value()
        .or(
            () ->
                saliency.values().stream()
                    .flatMap(answer -> answer.value().stream())
                    .max(Comparator.comparingLong(Saliency::step)));
  }

  /** Chooses the method that is asked from now on. */
  void choose(SaliencyMethod other) {
    if (other != method) {
      saliency().leave();
      method = other;
      refresh();
    }
  }

  Answer<Occlusion> occlusion() {
    return occlusion;
  }

  Answer<NearestImages> neighbors() {
    return neighbors;
  }

  /** Whether the network is learning, so that answers grow old. */
  boolean isLearning() {
    return moment().filter(Moment::isLearning).isPresent();
  }

  /**
   * Asks about another image; of none, nothing is asked.
   *
   * @param explained the class that pixels are to speak for; the likeliest if empty
   */
  void about(Optional<CardImage> other, OptionalInt explained) {
    image = other;
    label = explained;
    forget();
    refresh();
  }

  /** Asks what speaks for another class. */
  void explain(OptionalInt other) {
    if (!other.equals(label)) {
      label = other;
      saliency.values().stream().filter(one -> one != saliency()).forEach(Answer::forget);
      Optional<Moment> now = moment();
      if (image.isPresent() && now.isPresent()) {
        // What is awaited of the class before is of no use any more.
        saliency().ask(new Request(now.get(), label, 0), () -> explanation(image.get()));
      }
    }
  }

  private Optional<Moment> moment() {
    return lens.view().filter(NetworkView::isAnswering).map(this::moment);
  }

  private Moment moment(NetworkView view) {
    boolean isLearning = view.isLearning();
    long evaluated = view.evaluation().map(Evaluation::step).orElse(0L);
    return new Moment(isLearning, isLearning ? evaluated : view.step());
  }

  private void follow() {
    if (network.follow(lens.view())) {
      forget();
    }
    refresh();
  }

  private void forget() {
    saliency.values().forEach(Answer::forget);
    occlusion.forget();
    neighbors.forget();
  }

  private void refresh() {
    Optional<Moment> moment = moment();
    if (image.isEmpty() || moment.isEmpty()) {
      return;
    }
    CardImage asked = image.get();
    Moment now = moment.get();
    saliency().refresh(new Request(now, label, 0), () -> explanation(asked));
    occlusion.refresh(
        new Request(now, OptionalInt.empty(), 0),
        () -> lens.ask(new Question.Occlude(asked.pixels())));
    OptionalInt kind = kind(asked);
    if (kind.isPresent()) {
      int among = among(now);
      neighbors.refresh(
          new Request(now, kind, among),
          () ->
              lens.ask(
                  new Question.FindNeighbors(
                      asked.pixels(), kind.getAsInt(), asked.trainingIndex(), among)));
    }
  }

  private CompletableFuture<Saliency> explanation(CardImage asked) {
    return lens.ask(new Question.Explain(asked.pixels(), label, method));
  }

  /** The class by which neighbors are told apart: of a drawing, the one that it is read as. */
  private OptionalInt kind(CardImage asked) {
    return asked.actual().isPresent()
        ? asked.actual()
        : reading().map(found -> OptionalInt.of(found.label())).orElse(OptionalInt.empty());
  }

  /** A few first, which is soon answered; all once the network stands still. */
  private int among(Moment now) {
    boolean fewAreKnown = neighbors.value().filter(found -> found.step() == now.step()).isPresent();
    return !now.isLearning() && fewAreKnown ? Integer.MAX_VALUE : FEW;
  }
}
