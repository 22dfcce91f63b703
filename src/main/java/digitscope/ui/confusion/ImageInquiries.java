package digitscope.ui.confusion;

import digitscope.eval.Evaluation;
import digitscope.probe.Neighbours;
import digitscope.probe.Occlusion;
import digitscope.probe.Saliency;
import digitscope.train.Command;
import digitscope.train.Phase;
import digitscope.train.TrainingSnapshot;
import digitscope.ui.fx.Training;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Asks the session why an image is read as it is, and again when the network has learned: while it
 * learns after each evaluation, and once it stands still for its last step. A wish that is not
 * fulfilled yet is not replaced by one of a later step, lest it never be.
 */
final class ImageInquiries {
  /** Training images that neighbours are looked for among while the network learns. */
  static final int FEW = 5_000;

  private final Training training;
  private final Answer<Saliency> saliency = new Answer<>(this::refresh);
  private final Answer<Occlusion> occlusion = new Answer<>(this::refresh);
  private final Answer<Neighbours> neighbours = new Answer<>(this::refresh);
  private Optional<CardImage> image = Optional.empty();
  private OptionalInt label = OptionalInt.empty();

  /** A state of the network of which one answer is enough. */
  private record Moment(boolean isLearning, long step) {}

  private record Wish(Moment moment, OptionalInt label, int among) {}

  ImageInquiries(Training training) {
    this.training = training;
    training.snapshotProperty().addListener(changed -> refresh());
  }

  Answer<Saliency> saliency() {
    return saliency;
  }

  Answer<Occlusion> occlusion() {
    return occlusion;
  }

  Answer<Neighbours> neighbours() {
    return neighbours;
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
    saliency.forget();
    occlusion.forget();
    neighbours.forget();
    refresh();
  }

  /** Asks what speaks for another class. */
  void explain(OptionalInt other) {
    if (!other.equals(label)) {
      label = other;
      Optional<Moment> now = moment();
      if (image.isPresent() && now.isPresent()) {
        CardImage asked = image.get();
        saliency.ask(
            new Wish(now.get(), label, 0),
            () -> training.ask(new Command.Explain(asked.pixels(), label)));
      }
    }
  }

  private Optional<Moment> moment() {
    return training.snapshot().filter(some -> some.phase() != Phase.PREPARING).map(this::moment);
  }

  private Moment moment(TrainingSnapshot snapshot) {
    boolean isLearning = snapshot.phase() == Phase.TRAINING;
    long evaluated = snapshot.evaluation().map(Evaluation::step).orElse(0L);
    return new Moment(isLearning, isLearning ? evaluated : snapshot.step());
  }

  private void refresh() {
    Optional<Moment> moment = moment();
    if (image.isEmpty() || moment.isEmpty()) {
      return;
    }
    CardImage asked = image.get();
    Moment now = moment.get();
    saliency.refresh(
        new Wish(now, label, 0), () -> training.ask(new Command.Explain(asked.pixels(), label)));
    occlusion.refresh(
        new Wish(now, OptionalInt.empty(), 0),
        () -> training.ask(new Command.Occlude(asked.pixels())));
    OptionalInt kind = kind(asked);
    if (kind.isPresent()) {
      int among = among(now);
      neighbours.refresh(
          new Wish(now, kind, among),
          () ->
              training.ask(
                  new Command.FindNeighbours(
                      asked.pixels(), kind.getAsInt(), asked.trainingIndex(), among)));
    }
  }

  /** The class by which neighbours are told apart: of a drawing, the one that it is read as. */
  private OptionalInt kind(CardImage asked) {
    return asked.actual().isPresent()
        ? asked.actual()
        : saliency.value().map(found -> OptionalInt.of(found.label())).orElse(OptionalInt.empty());
  }

  /** A few first, which is soon answered; all once the network stands still. */
  private int among(Moment now) {
    boolean fewAreKnown =
        neighbours.value().filter(found -> found.step() == now.step()).isPresent();
    return !now.isLearning() && fewAreKnown ? Integer.MAX_VALUE : FEW;
  }
}
