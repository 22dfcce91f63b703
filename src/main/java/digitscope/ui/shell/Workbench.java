package digitscope.ui.shell;

import digitscope.config.RunConfig;
import digitscope.run.RunStore;
import digitscope.ui.control.Messages;
import digitscope.ui.control.Visibility;
import digitscope.ui.control.help.HelpEvent;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.GalleryLook;
import digitscope.ui.fx.Language;
import digitscope.ui.fx.Preferences;
import digitscope.ui.fx.Problem;
import digitscope.ui.fx.TextSize;
import digitscope.ui.fx.TimeLens;
import digitscope.ui.fx.TrainingService;
import digitscope.ui.help.HelpLayer;
import digitscope.ui.help.HelpViewModel;
import digitscope.ui.help.TourStep;
import digitscope.ui.help.TourViewModel;
import digitscope.ui.setup.SetupView;
import digitscope.ui.setup.SetupViewModel;
import digitscope.ui.time.TimeBar;
import digitscope.ui.time.TimeViewModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The whole window: run controls above, setup on the left, pages in the middle. */
public final class Workbench extends BorderPane {
  private final ObjectProperty<Page> page = new SimpleObjectProperty<>(this, "page");
  private final BooleanProperty dark = new SimpleBooleanProperty(this, "dark");
  private final BooleanProperty setupShown = new SimpleBooleanProperty(this, "setupShown");
  private final ObjectProperty<Language> language = new SimpleObjectProperty<>(this, "language");
  private final ObjectProperty<TextSize> textSize = new SimpleObjectProperty<>(this, "textSize");
  private final ObjectProperty<GalleryLook> gallery;
  private final TourViewModel tour = new TourViewModel();
  private final HelpLayer help;
  private final Notices notices;
  private final RunFiles runs;
  private final NetworkFiles networks;
  private final ReportFiles reports;
  private DocumentOpener opener = file -> {};

  /**
   * @param lens what the views look through
   * @param preferences how the user left the window
   */
  public Workbench(
      TrainingService service,
      TimeLens lens,
      ViewModels models,
      BackgroundTasks tasks,
      RunStore store,
      Preferences preferences) {
    Messages messages = Messages.of("shell");
    getStyleClass().add("workbench");
    setId("workbench");
    dark.set(preferences.dark());
    setupShown.set(preferences.setupShown());
    page.set(pageNamed(preferences.page()));
    language.set(preferences.language());
    textSize.set(preferences.textSize());
    gallery = models.confusion().gallery().lookProperty();
    gallery.set(preferences.gallery());
    tour.seenProperty().set(preferences.tourSeen());

    PageDeck deck = new PageDeck(new Pages(models, page::set, true)::create);
    dark.addListener(
        (observable, old, on) -> {
          deck.dropHidden();
          Theme.of(on).use();
        });
    notices = new Notices(deck, messages);
    SetupViewModel setup = models.setup();
    RunViewModel run = new RunViewModel(service, setup, messages);
    SetupView setupView = new SetupView(setup);
    Actions actions = new Actions(run, setup, dark, setupShown, messages);
    SavedNotice saved = new SavedNotice(tasks, notices, file -> opener.open(file), messages);
    FileActions files =
        new FileActions(actions, setup, tasks, this::show, saved, () -> deck, messages);
    runs = new RunFiles(store, service, setup, tasks, notices, messages);
    networks = new NetworkFiles(service, lens, store, tasks, notices, saved, messages);
    FileExports exports =
        new FileExports(tasks, notices, () -> getScene().getWindow(), saved, messages);
    reports = new ReportFiles(service, lens, exports, this::show, messages);
    models
        .runs()
        .setOnOpen(
            folder -> {
              page.set(Page.OVERVIEW);
              runs.open(folder);
            });
    models
        .runs()
        .setOnContinue(
            (folder, epochs) -> {
              page.set(Page.OVERVIEW);
              runs.goOn(folder, epochs);
            });
    models.confusion().setOnOffer(exports::choose);
    models.network().setOnOffer(exports::choose);
    models.filters().film().setOnOffer(exports::choose);
    models.data().map().setOnOffer(exports::choose);
    actions.addPages(page);

    ImageImport images = new ImageImport(tasks, setup::useData);
    setupView.setOnAddData(() -> images.show(getScene().getWindow()));
    HBox left = new HBox(setupView, new Rail(actions, page, messages));
    left.getStyleClass().add("left");
    setupView.visibleProperty().bind(setupShown);
    setupView.managedProperty().bind(setupShown);
    ReadingMenus reading = new ReadingMenus(actions, language, textSize, messages);
    language.addListener((observable, old, chosen) -> notices.inform(reading.languageNote(chosen)));
    HelpViewModel panel = new HelpViewModel(() -> Dialogs.shortcuts(actions.all(), messages));
    help = new HelpLayer(panel, tour, this::spokenOf);
    TimeViewModel time = new TimeViewModel(lens, models.selection());
    TimeBar timeBar = new TimeBar(time, tasks);
    setTop(
        new TopBar(
            run,
            service.configProperty().map(config -> config.map(RunConfig::name).orElse("")),
            actions,
            new Menus(messages)
                .create(
                    actions,
                    new TimeActions(
                        actions,
                        time,
                        timeBar::playOrStop,
                        actions.addFork(run, lens.viewProperty(), () -> runs.fork(lens)),
                        messages),
                    files,
                    runs,
                    networks,
                    reports,
                    images,
                    reading,
                    models.otherSet(),
                    () -> page.set(Page.CONFUSION),
                    panel,
                    tour),
            messages));
    setLeft(left);
    setCenter(notices);
    setBottom(new VBox(timeBar, new Footer(service, lens, tasks, messages)));

    getChildren().add(help);
    addEventFilter(KeyEvent.KEY_PRESSED, new TextSizeKeys(textSize));
    addEventHandler(
        HelpEvent.ASKED, event -> help.explain(event.topic(), (Node) event.getTarget()));
    tour.openProperty().addListener(changed -> page.set(Page.OVERVIEW));
    page.addListener(changed -> help.closePopover());

    KeyRepeat.suppress(this, List.of(actions.pause(), actions.theme(), actions.setupPanel()));
    page.addListener((observable, old, now) -> deck.show(now));
    deck.show(page.get());
    service
        .problemProperty()
        .addListener(
            (observable, old, problem) -> problem.ifPresentOrElse(this::show, notices::hide));
    service
        .noteProperty()
        .addListener(
            (observable, old, note) -> note.ifPresentOrElse(notices::inform, notices::hide));
  }

  /**
   * How the user leaves the window.
   *
   * @param bounds where it is
   */
  public Preferences preferences(Preferences.Bounds bounds) {
    return new Preferences(
        bounds,
        dark.get(),
        setupShown.get(),
        page.get().name(),
        gallery.get(),
        language.get(),
        textSize.get(),
        tour.seenProperty().get());
  }

  /** The page that is shown. */
  public ObjectProperty<Page> pageProperty() {
    return page;
  }

  /** Whether the theme is the dark one. */
  public BooleanProperty darkProperty() {
    return dark;
  }

  /** Size of the text. */
  public ObjectProperty<TextSize> textSizeProperty() {
    return textSize;
  }

  /** The language in which the next window opens. */
  public ObjectProperty<Language> languageProperty() {
    return language;
  }

  /** Whether the setup panel is open. */
  public BooleanProperty setupShownProperty() {
    return setupShown;
  }

  /** Shows a run that was recorded. */
  public void openRun(Path folder) {
    runs.open(folder);
  }

  /** Writes the network that is shown to an ONNX or npz file, as the name says. */
  public void exportNetwork(Path file) {
    networks.export(file, true);
  }

  /** Writes a report of the run that is shown. */
  public void exportReport(Path file) {
    reports.export(file);
  }

  /** What shows files and folders outside of this program; until it is set, they are not shown. */
  public void setDocumentOpener(DocumentOpener desktop) {
    opener = desktop;
  }

  /** Makes a run of the network in an ONNX file, and shows it. */
  public void importNetwork(Path file) {
    networks.importFrom(file, runs::open);
  }

  /** Tells the user what went wrong. */
  public void show(Problem problem) {
    notices.show(problem);
  }

  /** The tour through the window; it begins only when it is started. */
  public TourViewModel tour() {
    return tour;
  }

  @Override
  protected void layoutChildren() {
    super.layoutChildren();
    help.resizeRelocate(0, 0, getWidth(), getHeight());
    help.setLimits(
        getTop().getLayoutBounds().getHeight(), getBottom().getLayoutBounds().getHeight());
  }

  /** The control that a stop of the tour speaks of, if it is shown. */
  private Optional<Node> spokenOf(TourStep step) {
    String selector =
        switch (step) {
          case TRAIN -> "#action-train";
          case CURVES -> ".learning-card";
          case CONFUSION -> ".confusion-card";
          case FEATURES -> ".features-card";
          case DRAW -> ".draw-card";
        };
    return Optional.ofNullable(lookup(selector)).filter(Visibility::isSeen);
  }

  /** The page of that name; the first one if there is none. */
  private static Page pageNamed(String name) {
    return Stream.of(Page.values())
        .filter(page -> page.name().equals(name))
        .findFirst()
        .orElse(Page.OVERVIEW);
  }
}
