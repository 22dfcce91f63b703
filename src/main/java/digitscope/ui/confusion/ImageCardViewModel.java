package digitscope.ui.confusion;

import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.probe.SaliencyMethod;
import digitscope.ui.confusion.GalleryViewModel.Gallery;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.Lens;
import digitscope.ui.fx.Selection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

/** All that is known of the chosen image, while its card is open. */
public final class ImageCardViewModel {
  private final Lens lens;
  private final Selection selection;
  private final ObservableValue<EvaluationHistory> history;
  private final ObservableValue<Optional<Gallery>> gallery;
  private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper(this, "open");
  private final ReadOnlyObjectWrapper<Optional<CardImage>> image =
      new ReadOnlyObjectWrapper<>(this, "image", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<ImagePrediction>> reading =
      new ReadOnlyObjectWrapper<>(this, "reading", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<ImagePrediction.History>> course =
      new ReadOnlyObjectWrapper<>(this, "course", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Place>> place =
      new ReadOnlyObjectWrapper<>(this, "place", Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<ChosenImage>> before =
      new ReadOnlyObjectWrapper<>(this, "before", Optional.empty());
  private final ObjectProperty<CardOverlay> overlay =
      new SimpleObjectProperty<>(this, "overlay", CardOverlay.INTEGRATED_GRADIENTS);
  private final BooleanProperty actualExplained =
      new SimpleBooleanProperty(this, "actualExplained");
  private final ObjectProperty<OptionalInt> explainedClass =
      new SimpleObjectProperty<>(this, "explainedClass", OptionalInt.empty());
  private final BooleanProperty neighborsWanted =
      new SimpleBooleanProperty(this, "neighborsWanted");
  private final Deque<ChosenImage> trail = new ArrayDeque<>();
  private final ImageQueries inquiries;

  /**
   * Where the image stands in the gallery.
   *
   * @param index counted from 0
   * @param size of the gallery
   */
  public record Place(int index, int size) {}

  /**
   * @param history the evaluations of the test set
   * @param gallery the images through which one steps
   */
  ImageCardViewModel(
      Lens lens,
      Selection selection,
      ObservableValue<EvaluationHistory> history,
      ObservableValue<Optional<Gallery>> gallery) {
    this.lens = lens;
    this.selection = selection;
    this.history = history;
    this.gallery = gallery;
    this.inquiries = new ImageQueries(lens);
    for (SaliencyMethod method : SaliencyMethod.values()) {
      inquiries.saliency(method).valueProperty().addListener(changed -> followSaliency());
    }
    chooseMethod();
    overlay.addListener(changed -> chooseMethod());
    actualExplained.addListener(changed -> inquiries.explain(explained()));
    explainedClass.addListener(changed -> inquiries.explain(explained()));
    history.addListener(changed -> followHistory());
    gallery.addListener(changed -> place.set(place()));
    selection.imageProperty().addListener(changed -> followImage());
    lens.dataProperty().addListener(changed -> followImage());
  }

  /** Whether the card is shown; otherwise nothing is read or computed. */
  public ReadOnlyBooleanProperty openProperty() {
    return open.getReadOnlyProperty();
  }

  /** The image that is shown; empty while the card is closed. */
  ReadOnlyObjectProperty<Optional<CardImage>> imageProperty() {
    return image.getReadOnlyProperty();
  }

  /** What the network says of it; empty until it is asked. */
  ReadOnlyObjectProperty<Optional<ImagePrediction>> readingProperty() {
    return reading.getReadOnlyProperty();
  }

  /** What it said before; empty for an image that is not of the test set. */
  ReadOnlyObjectProperty<Optional<ImagePrediction.History>> courseProperty() {
    return course.getReadOnlyProperty();
  }

  /** Where it stands in the gallery; empty if it does not. */
  ReadOnlyObjectProperty<Optional<Place>> placeProperty() {
    return place.getReadOnlyProperty();
  }

  /** The image to which {@link #goBack} goes, if there is one. */
  ReadOnlyObjectProperty<Optional<ChosenImage>> beforeProperty() {
    return before.getReadOnlyProperty();
  }

  /** What is laid over the picture. */
  ObjectProperty<CardOverlay> overlayProperty() {
    return overlay;
  }

  /** Whether it speaks for the class that the image is, not for the one that it is read as. */
  BooleanProperty actualExplainedProperty() {
    return actualExplained;
  }

  /** The class that it speaks for, whatever the image is; empty for one of the two above. */
  ObjectProperty<OptionalInt> explainedClassProperty() {
    return explainedClass;
  }

  /** Whether one wants to go to the neighbors, as soon as they are there. */
  BooleanProperty neighborsWantedProperty() {
    return neighborsWanted;
  }

  /** Why the image is read as it is. */
  ImageQueries inquiries() {
    return inquiries;
  }

  /** The images that neighbors are of, if they are still at hand. */
  Optional<Dataset> trainingSet() {
    return lens.data().map(DataSplits::train);
  }

  /** Names of the classes. */
  List<String> classNames() {
    int classes = reading.get().map(some -> some.probabilities().length).orElse(0);
    return lens.data()
        .map(data -> data.test().classNames())
        .filter(names -> classes == 0 || names.size() == classes)
        .orElseGet(() -> IntStream.range(0, classes).mapToObj(String::valueOf).toList());
  }

  /** Shows the card of the chosen image; nothing happens if none is chosen. */
  public void open() {
    if (!open.get() && !(selection.imageProperty().get() instanceof ChosenImage.None)) {
      open.set(true);
      followImage();
    }
  }

  public void close() {
    open.set(false);
    neighborsWanted.set(false);
    forgetTrail();
    followImage();
  }

  /** Shows the image this many places further in the gallery, if there is one. */
  void step(int places) {
    List<Integer> images = gallery.getValue().map(Gallery::images).orElse(List.of());
    int to = place.get().map(Place::index).orElse(-1) + places;
    if (to >= 0 && to < images.size()) {
      forgetTrail();
      selection.imageProperty().set(new ChosenImage.OfTestSet(images.get(to)));
    }
  }

  /** Shows another image, from which {@link #goBack} comes back to this one. */
  void follow(ChosenImage other) {
    trail.push(selection.imageProperty().get());
    before.set(Optional.of(trail.element()));
    selection.imageProperty().set(other);
  }

  /** Shows the image from which the one that is shown was followed. */
  void goBack() {
    if (!trail.isEmpty()) {
      ChosenImage earlier = trail.pop();
      before.set(Optional.ofNullable(trail.peek()));
      selection.imageProperty().set(earlier);
    }
  }

  private void forgetTrail() {
    trail.clear();
    before.set(Optional.empty());
  }

  private void followImage() {
    Optional<CardImage> shown = open.get() ? chosen() : Optional.empty();
    if (open.get() && shown.isEmpty()) {
      close();
      return;
    }
    // Nothing that was said of another image is shown beside this one.
    course.set(Optional.empty());
    reading.set(Optional.empty());
    image.set(shown);
    place.set(place());
    readHistory();
    inquiries.about(shown, explained());
  }

  /** The class that the pixels are to speak for; empty for the likeliest. */
  private OptionalInt explained() {
    int classes = classNames().size();
    OptionalInt chosen = explainedClass.get();
    if (chosen.isPresent() && (classes == 0 || chosen.getAsInt() < classes)) {
      return chosen;
    }
    OptionalInt actual = image.get().map(CardImage::actual).orElse(OptionalInt.empty());
    if (actualExplained.get() && actual.isPresent()) {
      return actual;
    }
    return course.get().isPresent()
        ? OptionalInt.of(reading.get().orElseThrow().predicted())
        : OptionalInt.empty();
  }

  private Optional<CardImage> chosen() {
    return selection.imageProperty().get().accept(new Card());
  }

  private static Optional<CardImage> of(ChosenImage source, Dataset set, int index) {
    return index < set.size()
        ? Optional.of(
            new CardImage(source, set.image(index), set.shape(), OptionalInt.of(set.label(index))))
        : Optional.empty();
  }

  private void followHistory() {
    if (image.get().isPresent()) {
      if (image.get().get().testIndex().isPresent() && history.getValue().isEmpty()) {
        course.set(Optional.empty());
        reading.set(Optional.empty());
      }
      readHistory();
      inquiries.explain(explained());
    }
  }

  private void readHistory() {
    OptionalInt index = image.get().map(CardImage::testIndex).orElse(OptionalInt.empty());
    history
        .getValue()
        .newest()
        .filter(newest -> index.isPresent() && index.getAsInt() < newest.size())
        .ifPresent(newest -> readHistory(newest, index.getAsInt()));
  }

  private void readHistory(Evaluation newest, int index) {
    reading.set(Optional.of(new ImagePrediction(newest.step(), newest.probabilities(index))));
    course.set(Optional.of(course(history.getValue(), newest, index)));
  }

  /**
   * Where no method is chosen, the one that costs least tells how an image is read that is not
   * evaluated.
   */
  private void chooseMethod() {
    inquiries.choose(overlay.get().method().orElse(SaliencyMethod.GRADIENT));
  }

  /** An image that is not evaluated is read when it is asked why. */
  private void followSaliency() {
    if (image.get().isPresent() && course.get().isEmpty()) {
      reading.set(
          inquiries
              .reading()
              .map(found -> new ImagePrediction(found.step(), found.probabilities())));
    }
  }

  private static ImagePrediction.History course(
      EvaluationHistory all, Evaluation newest, int index) {
    double[][] probabilities = new double[newest.classes()][];
    for (int label = 0; label < probabilities.length; label++) {
      probabilities[label] = all.course(index, label, newest.step());
    }
    return new ImagePrediction.History(
        all.steps(), probabilities, all.learnedAt(index), all.timesForgotten(index));
  }

  /** An image that has left the gallery keeps the place that it had, so that one can step on. */
  private Optional<Place> place() {
    OptionalInt index = image.get().map(CardImage::testIndex).orElse(OptionalInt.empty());
    List<Integer> images = gallery.getValue().map(Gallery::images).orElse(List.of());
    if (index.isEmpty() || images.isEmpty()) {
      return Optional.empty();
    }
    int found = images.indexOf(index.getAsInt());
    return found >= 0
        ? Optional.of(new Place(found, images.size()))
        : place
            .get()
            .map(last -> new Place(Math.min(last.index(), images.size() - 1), images.size()));
  }

  private final class Card implements ChosenImage.Visitor<Optional<CardImage>> {
    @Override
    public Optional<CardImage> none(ChosenImage.None image) {
      return Optional.empty();
    }

    @Override
    public Optional<CardImage> ofTestSet(ChosenImage.OfTestSet image) {
      return lens.data().map(DataSplits::test).flatMap(set -> of(image, set, image.index()));
    }

    @Override
    public Optional<CardImage> ofTrainingSet(ChosenImage.OfTrainingSet image) {
      return lens.data().map(DataSplits::train).flatMap(set -> of(image, set, image.index()));
    }

    @Override
    public Optional<CardImage> ofOtherSet(ChosenImage.OfOtherSet image) {
      return given(image, image.pixels(), OptionalInt.of(image.label()));
    }

    @Override
    public Optional<CardImage> drawing(ChosenImage.Drawing image) {
      return given(image, image.pixels(), OptionalInt.empty());
    }

    private Optional<CardImage> given(ChosenImage image, byte[] pixels, OptionalInt actual) {
      return lens.data()
          .map(data -> data.test().shape())
          .filter(shape -> shape.size() == pixels.length)
          .map(shape -> new CardImage(image, pixels, shape, actual));
    }
  }
}
