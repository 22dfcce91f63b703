package digitscope.ui.confusion;

import digitscope.data.DataSplits;
import digitscope.data.Dataset;
import digitscope.eval.CellChoice;
import digitscope.eval.Evaluation;
import digitscope.eval.EvaluationHistory;
import digitscope.session.NetworkView;
import digitscope.ui.confusion.GalleryViewModel.Gallery;
import digitscope.ui.fx.ChosenImage;
import digitscope.ui.fx.FileOffer;
import digitscope.ui.fx.Lens;
import digitscope.ui.fx.Selection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * The newest evaluation, and the images of what is chosen in it. Without a choice, the images are
 * all errors.
 */
public final class ConfusionViewModel {
  /** Whether an evaluation can be expected. */
  enum Stage {
    /** No session was started, or it failed. */
    NO_RUN,
    /** A session trains, and evaluates now and then. */
    TRAINING,
    /** No further step will be taken; what was not evaluated at its end is evaluated now. */
    OVER
  }

  private final Lens lens;
  private final Selection selection;
  private final BooleanProperty active = new SimpleBooleanProperty(this, "active");
  private final ReadOnlyObjectWrapper<Stage> stage =
      new ReadOnlyObjectWrapper<>(this, "stage", Stage.NO_RUN);
  private final ReadOnlyObjectWrapper<Optional<Evaluation>> evaluation =
      new ReadOnlyObjectWrapper<>(this, "evaluation", Optional.empty());
  private final ReadOnlyObjectWrapper<OptionalInt> image =
      new ReadOnlyObjectWrapper<>(this, "image", OptionalInt.empty());
  private final ReadOnlyObjectWrapper<EvaluationHistory> history =
      new ReadOnlyObjectWrapper<>(this, "history", EvaluationHistory.NONE);
  private final BooleanProperty coursesShown =
      new SimpleBooleanProperty(this, "coursesShown", true);
  private Consumer<FileOffer> onOffer = offer -> {};
  private Runnable onShowImages = () -> {};
  private final ReadOnlyObjectWrapper<Optional<Evaluation>> heldOut =
      new ReadOnlyObjectWrapper<>(this, "heldOut", Optional.empty());
  private final ObjectProperty<Runnable> onShowMaps =
      new SimpleObjectProperty<>(this, "onShowMaps", () -> {});
  private final CalibrationViewModel calibration;
  private final ImageCardViewModel card;
  private final ComparisonViewModel comparison;
  private final GalleryViewModel gallery;

  /** Whether cells were chosen after the image was. */
  private boolean isChoiceNews;

  /**
   * @param background sorts images, off the JavaFX thread
   * @param fxThread the JavaFX thread
   */
  public ConfusionViewModel(
      Lens lens, Selection selection, Executor background, Executor fxThread) {
    this.lens = lens;
    this.selection = selection;
    this.gallery = new GalleryViewModel(background, fxThread);
    this.calibration = new CalibrationViewModel(evaluation, heldOut, background, fxThread);
    this.card = new ImageCardViewModel(lens, selection, history, gallery.galleryProperty());
    this.comparison =
        new ComparisonViewModel(
            lens, selection, history, evaluation, this::classNames, background, fxThread);
    lens.viewProperty().addListener(changed -> follow());
    active.addListener(changed -> follow());
    selection.cellsProperty().addListener(changed -> isChoiceNews = true);
    selection.cellsProperty().addListener(changed -> follow());
    selection.imageProperty().addListener(changed -> isChoiceNews = false);
    selection.imageProperty().addListener(changed -> followImage());
    gallery
        .galleryProperty()
        .addListener((property, before, now) -> now.ifPresent(this::keepToList));
    followImage();
  }

  /** Whether the view is visible; without it nothing is read or sorted. */
  public BooleanProperty activeProperty() {
    return active;
  }

  /** How sure the network is, beside how often it is right. */
  public CalibrationViewModel calibration() {
    return calibration;
  }

  /** All that is known of the chosen image. */
  public ImageCardViewModel card() {
    return card;
  }

  /** The newest evaluation; empty before the first one of a run. */
  public ReadOnlyObjectProperty<Optional<Evaluation>> evaluationProperty() {
    return evaluation.getReadOnlyProperty();
  }

  /** Asks for a file's location and writes it; until one is set, nothing is saved. */
  public void setOnOffer(Consumer<FileOffer> taker) {
    onOffer = taker;
  }

  /** Offers a file to be written. */
  void offer(FileOffer file) {
    onOffer.accept(file);
  }

  /** All evaluations so far; none before the first one of a run. */
  public ReadOnlyObjectProperty<EvaluationHistory> historyProperty() {
    return history.getReadOnlyProperty();
  }

  /** With what the newest evaluation is compared. */
  public ComparisonViewModel comparison() {
    return comparison;
  }

  /** Whether cells show how their count went. */
  public BooleanProperty coursesShownProperty() {
    return coursesShown;
  }

  /** What is chosen in the matrix, shared with all views. */
  public ObjectProperty<Optional<CellChoice>> choiceProperty() {
    return selection.cellsProperty();
  }

  /** The images of the choice, as the user wants to see them. */
  public GalleryViewModel gallery() {
    return gallery;
  }

  /** The images of the choice; those of the last choice while new ones are sorted. */
  public ReadOnlyObjectProperty<Optional<Gallery>> galleryProperty() {
    return gallery.galleryProperty();
  }

  /** The image of the test set that all views speak of, if it is one. */
  public ReadOnlyObjectProperty<OptionalInt> imageProperty() {
    return image.getReadOnlyProperty();
  }

  /** Lets all views speak of an image of the test set. */
  public void chooseImage(int index) {
    selection.imageProperty().set(new ChosenImage.OfTestSet(index));
  }

  /** Lets all views speak of an image of the test set, and shows its card. */
  public void openCard(int index) {
    chooseImage(index);
    card.open();
  }

  /** Lets all views speak of an image of the test set, and shows its feature maps. */
  public void showMaps(int index) {
    chooseImage(index);
    onShowMaps.get().run();
  }

  /** Brings the images of the choice forward. */
  void showImages() {
    onShowImages.run();
  }

  /** Who brings the images forward. */
  void setOnShowImages(Runnable shower) {
    onShowImages = shower;
  }

  /** Called to show the view of the feature maps, which are those of the chosen image. */
  public ObjectProperty<Runnable> onShowMapsProperty() {
    return onShowMaps;
  }

  /** Whether an evaluation can be expected. */
  ReadOnlyObjectProperty<Stage> stageProperty() {
    return stage.getReadOnlyProperty();
  }

  /** The images that were evaluated, if they are still at hand. */
  public Optional<Dataset> testSet() {
    int evaluated = evaluation.get().map(Evaluation::size).orElse(0);
    return lens.data().map(DataSplits::test).filter(set -> set.size() == evaluated);
  }

  /** Names of the classes of the evaluation. */
  public List<String> classNames() {
    int classes = evaluation.get().map(Evaluation::classes).orElse(0);
    return lens.data()
        .map(data -> data.test().classNames())
        .filter(names -> names.size() == classes)
        .orElseGet(() -> IntStream.range(0, classes).mapToObj(String::valueOf).toList());
  }

  private void follow() {
    if (!active.get()) {
      return;
    }
    stage.set(lens.view().map(some -> stage(some.activity())).orElse(Stage.NO_RUN));
    EvaluationHistory all = lens.view().map(NetworkView::history).orElse(EvaluationHistory.NONE);
    all.newest().ifPresent(this::dropStrangeChoice);
    history.set(all);
    heldOut.set(lens.view().flatMap(NetworkView::heldOut));
    // A choice alone does not make what was evaluated new.
    if (!evaluation.get().equals(all.newest())) {
      evaluation.set(all.newest());
    }
    if (!all.isEmpty()) {
      gallery.show(all, choiceProperty().get().orElse(new CellChoice.AllErrors()));
    } else {
      gallery.clear();
    }
  }

  private static Stage stage(NetworkView.Activity activity) {
    return switch (activity) {
      case PREPARING, LEARNING, RESTING -> Stage.TRAINING;
      case COMPLETE -> Stage.OVER;
      case FAILED -> Stage.NO_RUN;
    };
  }

  /** Chooses nothing if the choice is of a class that the new evaluation does not have. */
  private void dropStrangeChoice(Evaluation newest) {
    if (choiceProperty().get().filter(choice -> !choice.isOf(newest.classes())).isPresent()) {
      choiceProperty().set(Optional.empty());
    }
  }

  /** After a choice, the image that all views speak of is one of those that were chosen. */
  private void keepToList(Gallery listed) {
    boolean isOfChoice = choiceProperty().get().filter(listed.choice()::equals).isPresent();
    OptionalInt shown = image.get();
    if (isChoiceNews && isOfChoice && shown.isPresent()) {
      boolean isListed = listed.images().contains(shown.getAsInt());
      isChoiceNews = false;
      if (!isListed) {
        selection
            .imageProperty()
            .set(
                listed.images().isEmpty()
                    ? new ChosenImage.None()
                    : new ChosenImage.OfTestSet(listed.images().get(0)));
      }
    }
  }

  /** Whether an image is in the list, so far as it is known. */
  boolean isListed(int index) {
    return galleryProperty()
        .get()
        .map(Gallery::images)
        .filter(all -> !all.contains(index))
        .isEmpty();
  }

  private void followImage() {
    image.set(
        selection.imageProperty().get() instanceof ChosenImage.OfTestSet chosen
            ? OptionalInt.of(chosen.index())
            : OptionalInt.empty());
  }
}
