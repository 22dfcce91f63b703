package digitscope.ui.setup;

import digitscope.config.ConfigException;
import digitscope.config.ConfigFiles;
import digitscope.config.InvalidNetworkException;
import digitscope.config.LayerSpec;
import digitscope.config.RunConfig;
import digitscope.config.TrainingSpec;
import digitscope.data.DataSplits;
import digitscope.data.ImageShape;
import digitscope.ui.fx.BackgroundTask;
import digitscope.ui.fx.DataLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/**
 * The setup of the next run. A change that makes a sound network unsound is refused, so what is
 * here can be trained; only data with other images or classes can make it unsound, and then every
 * change is taken until it is sound again.
 */
public final class SetupViewModel {
  private static final int DIGITS = 10;

  private final ConfigFiles configFiles;
  private final DataLibrary library;
  private final ReadOnlyObjectWrapper<Setup> setup;
  private final AugmentationViewModel augmentation;
  private final SourcesViewModel sources;
  private final BooleanProperty running = new SimpleBooleanProperty(this, "running");
  private final BooleanProperty advancedShown = new SimpleBooleanProperty(this, "advancedShown");
  private final EditHistory<RunConfig> history = new EditHistory<>();
  private Optional<RunConfig> lastPreset = Optional.empty();

  /**
   * The preset that the setup comes from.
   *
   * @param isEdited whether network or training differ from it
   */
  public record ActivePreset(String name, boolean isEdited) {}

  /**
   * @param initial the setup to start from
   * @param background varies images, off the JavaFX thread
   * @param fxThread the JavaFX thread
   */
  public SetupViewModel(
      ConfigFiles configFiles,
      DataLibrary library,
      RunConfig initial,
      Executor background,
      Executor fxThread) {
    this.configFiles = configFiles;
    this.library = library;
    this.setup = new ReadOnlyObjectWrapper<>(this, "setup", inspect(initial));
    this.augmentation = new AugmentationViewModel(this, background, fxThread);
    this.sources = new SourcesViewModel(this, library);
    library.dataProperty().addListener((observable, old, data) -> setup.set(fitting(config())));
  }

  /** The setup, with what shape inference says of it. */
  public ReadOnlyObjectProperty<Setup> setupProperty() {
    return setup.getReadOnlyProperty();
  }

  public Setup setup() {
    return setup.get();
  }

  public RunConfig config() {
    return setup().config();
  }

  public TrainingSpec training() {
    return config().training();
  }

  /** How training images are varied. */
  public AugmentationViewModel augmentation() {
    return augmentation;
  }

  /** Whether a run goes on, which the setup then does not change except for the learning rate. */
  public BooleanProperty runningProperty() {
    return running;
  }

  /** Whether settings are shown that are rarely changed. */
  public BooleanProperty advancedShownProperty() {
    return advancedShown;
  }

  /** Whether there is an edit to undo. */
  public ReadOnlyBooleanProperty canUndoProperty() {
    return history.canUndoProperty();
  }

  /** Whether there is an undone edit to redo. */
  public ReadOnlyBooleanProperty canRedoProperty() {
    return history.canRedoProperty();
  }

  /** Undoes the last edit. */
  public void undo() {
    history.undo(config()).ifPresent(this::goTo);
  }

  /** Redoes the edit that was undone last. */
  public void redo() {
    history.redo(config()).ifPresent(this::goTo);
  }

  /** Makes one edit of all until this is called again with {@code false}. */
  void setGesture(boolean goesOn) {
    history.setGesture(goesOn);
  }

  /** The data of the setup; empty until it is read. */
  public ReadOnlyObjectProperty<Optional<DataSplits>> dataProperty() {
    return library.dataProperty();
  }

  /** The reading of data that goes on. */
  public ReadOnlyObjectProperty<Optional<BackgroundTask<DataSplits>>> readingProperty() {
    return library.readingProperty();
  }

  /** Why the data could not be read. */
  public ReadOnlyObjectProperty<Optional<String>> dataProblemProperty() {
    return library.problemProperty();
  }

  /** The sets that can be chosen by name. */
  public SourcesViewModel sources() {
    return sources;
  }

  /** Shape of the images that go in. */
  public ImageShape imageShape() {
    return library.dataProperty().get().map(data -> data.train().shape()).orElse(ImageShape.MNIST);
  }

  /** Names of the presets. */
  public List<String> presets() {
    return configFiles.presets();
  }

  /** The preset that the setup comes from; empty if it comes from elsewhere. */
  public Optional<ActivePreset> activePreset() {
    String name = config().name();
    if (!presets().contains(name)) {
      return Optional.empty();
    }
    RunConfig fitting = fitting(preset(name)).config();
    boolean isSame =
        fitting.network().equals(config().network()) && fitting.training().equals(training());
    return Optional.of(new ActivePreset(name, !isSame));
  }

  private RunConfig preset(String name) {
    if (lastPreset.filter(known -> known.name().equals(name)).isEmpty()) {
      try {
        lastPreset = Optional.of(configFiles.preset(name));
      } catch (ConfigException e) {
        throw new IllegalStateException("The presets come with the program", e);
      }
    }
    return lastPreset.orElseThrow();
  }

  /** Takes network and training of a preset; the data stays. */
  public void usePreset(String name) {
    use(
        preset(name)
            .withData(config().data())
            .withCorrections(config().corrections())
            .withLimit(config().limit()));
  }

  /** Takes a whole setup, such as that of an older run. */
  public void use(RunConfig changed) {
    boolean sameData = hasDataOf(changed);
    edit(fitting(changed));
    if (!sameData) {
      readData();
    }
  }

  private boolean hasDataOf(RunConfig other) {
    return other.data().equals(config().data()) && other.corrections() == config().corrections();
  }

  /** Takes a setup that was here before. */
  private void goTo(RunConfig known) {
    boolean sameData = hasDataOf(known);
    setup.set(fitting(known));
    if (!sameData) {
      readData();
    }
  }

  /** Reads the data of the setup, unless it is read already or would have to be downloaded. */
  public void readData() {
    library.readIfHere(config().data(), config().corrections());
  }

  /**
   * Chooses other data.
   *
   * @param source {@code "digits"} or a directory
   */
  public void useData(String source) {
    edit(fitting(config().withData(source)));
    readData();
  }

  /** Takes the labels as they were corrected, or as they are. */
  public void useCorrections(boolean corrections) {
    edit(fitting(config().withCorrections(corrections)));
    readData();
  }

  /**
   * Trains on the first images only.
   *
   * @param count 0 for all
   * @throws IllegalArgumentException if it is negative
   */
  public void setLimit(int count) {
    edit(fitting(config().withLimit(count)));
  }

  /**
   * Trains in another way.
   *
   * @throws InvalidNetworkException if the number of class weights does not fit the data
   */
  public void setTraining(TrainingSpec training) {
    Setup proposed = inspect(config().withTraining(training));
    // A loss that does not go with the output is taken: the output can be changed next.
    if (setup().problem().isEmpty()
        && proposed.problem().filter(problem -> problem.layerNumber() == 0).isPresent()) {
      throw proposed.problem().get();
    }
    edit(proposed);
  }

  /**
   * Changes some settings of the training.
   *
   * @throws IllegalArgumentException saying why, if a value is not possible
   */
  public void changeTraining(Consumer<TrainingSpec.Draft> change) {
    setTraining(training().with(change));
  }

  /**
   * Replaces a layer.
   *
   * @param index counted from 0
   * @throws InvalidNetworkException if the network would no longer fit
   */
  public void setLayer(int index, LayerSpec layer) {
    List<LayerSpec> changed = copy();
    changed.set(index, layer);
    setLayers(changed);
  }

  /**
   * Puts a layer in front of that which is at {@code index} now. Batch normalization takes over the
   * activation of the layer that it then stands behind.
   *
   * @throws InvalidNetworkException if the network would no longer fit
   */
  public void addLayer(int index, LayerSpec layer) {
    List<LayerSpec> changed = copy();
    changed.add(index, layer);
    Normalization.takeActivation(changed, index);
    setLayers(changed);
  }

  /**
   * Takes a layer out. Batch normalization leaves its activation to the layer that it stood behind.
   *
   * @throws InvalidNetworkException if the network would no longer fit
   */
  public void removeLayer(int index) {
    List<LayerSpec> changed = copy();
    Normalization.giveActivationBack(changed, index);
    changed.remove(index);
    setLayers(changed);
  }

  /**
   * Moves a layer; those between make room.
   *
   * @throws InvalidNetworkException if the network would no longer fit
   */
  public void moveLayer(int from, int to) {
    List<LayerSpec> changed = copy();
    changed.add(to, changed.remove(from));
    setLayers(changed);
  }

  private List<LayerSpec> copy() {
    return new ArrayList<>(config().network().layers());
  }

  private void setLayers(List<LayerSpec> changed) {
    Setup proposed = inspect(config().withNetwork(config().network().withLayers(changed)));
    if (proposed.problem().isPresent() && setup().problem().isEmpty()) {
      throw proposed.problem().get();
    }
    edit(proposed);
  }

  /** Takes what a user changed, which can be undone. */
  private void edit(Setup changed) {
    if (!changed.config().equals(config())) {
      history.edited(config());
    }
    setup.set(changed);
  }

  /** A setup whose network is made to fit the data that is here. */
  private Setup fitting(RunConfig changed) {
    return inspect(
        dataProperty()
            .get()
            .map(DataSplits::train)
            .map(images -> changed.adaptedTo(images.shape(), images.classes()))
            .orElse(changed));
  }

  private Setup inspect(RunConfig config) {
    int classes = dataProperty().get().map(data -> data.train().classes()).orElse(DIGITS);
    try {
      return new Setup(config, config.check(imageShape(), classes), Optional.empty());
    } catch (InvalidNetworkException e) {
      return new Setup(config, List.of(), Optional.of(e));
    }
  }
}
