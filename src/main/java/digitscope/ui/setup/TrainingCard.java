package digitscope.ui.setup;

import digitscope.config.BackendChoice;
import digitscope.config.Excess;
import digitscope.config.Initialization;
import digitscope.config.Loss;
import digitscope.config.OptimizerSpec;
import digitscope.config.ScheduleSpec;
import digitscope.config.TrainingSpec;
import digitscope.config.ValidationSpec;
import digitscope.network.LearningRates;
import digitscope.ui.control.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The training settings: the common ones are open, the rest is folded into sections. */
final class TrainingCard extends VBox {
  private static final int CURVE_POINTS = 257;

  private final SetupViewModel model;
  private final Messages messages;
  private final RateCurve curve;
  private final Label warning = new Label();
  private final List<Runnable> refreshers = new ArrayList<>();

  TrainingCard(SetupViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    this.curve = new RateCurve(messages);
    setId("training-card");
    getStyleClass().add("setup-card");
    VBox schedule = new VBox(schedule(), curve);
    schedule.getStyleClass().add("settings-form");
    VBox sections = new VBox(regularization(), validation(), augmentation(), reproducibility());
    sections.getStyleClass().add("setup-sections");
    warning.getStyleClass().add("setting-reason");
    warning.setId("training-warning");
    warning.setWrapText(true);
    warning.setMinHeight(Region.USE_PREF_SIZE);
    getChildren().addAll(basics(), optimizer(), schedule, loss(), sections, warning);
    model.setupProperty().addListener((observable, old, setup) -> show());
    model.runningProperty().addListener((observable, old, now) -> show());
    show();
  }

  private TrainingSpec training() {
    return model.training();
  }

  private void show() {
    refreshers.forEach(Runnable::run);
    curve.show(LearningRates.course(training(), CURVE_POINTS), training().epochs());
    Optional<String> excess =
        Excess.ofThreads(model.config(), Runtime.getRuntime().availableProcessors());
    warning.setText(excess.orElse(""));
    warning.setVisible(excess.isPresent());
    warning.setManaged(excess.isPresent());
  }

  private SettingsForm form() {
    SettingsForm form = new SettingsForm(messages);
    refreshers.add(form::refresh);
    return form;
  }

  private SettingsForm basics() {
    SettingsForm form = form();
    form.real(
        "learningRate",
        () -> training().learningRate(),
        v -> model.changeTraining(draft -> draft.learningRate = v));
    form.integer(
        "epochs", () -> training().epochs(), v -> model.changeTraining(draft -> draft.epochs = v));
    form.integer(
        "batchSize",
        () -> training().batchSize(),
        v -> model.changeTraining(draft -> draft.batchSize = v));
    return form;
  }

  private SpecForm<OptimizerSpec> optimizer() {
    SpecForm<OptimizerSpec> form =
        new SpecForm<>(
            messages,
            "optimizer",
            Optimizers.INITIAL,
            Optimizers::addParameters,
            () -> training().optimizer(),
            v -> model.changeTraining(draft -> draft.optimizer = v),
            model.advancedShownProperty());
    refreshers.add(form::refresh);
    return form;
  }

  private SpecForm<ScheduleSpec> schedule() {
    SpecForm<ScheduleSpec> form =
        new SpecForm<>(
            messages,
            "schedule",
            Schedules.INITIAL,
            Schedules::addParameters,
            () -> training().schedule(),
            v -> model.changeTraining(draft -> draft.schedule = v),
            model.advancedShownProperty());
    refreshers.add(form::refresh);
    return form;
  }

  private SettingsForm loss() {
    SettingsForm form = form();
    form.choice(
        "loss",
        List.of(Loss.values()),
        v -> messages.get("loss." + v),
        () -> training().loss(),
        v -> model.changeTraining(draft -> draft.loss = v));
    return form;
  }

  private FoldingSection regularization() {
    SettingsForm form = new SettingsForm(messages);
    form.getStyleClass().add("section-content");
    form.real("l1", () -> training().l1(), v -> model.changeTraining(draft -> draft.l1 = v));
    form.real("l2", () -> training().l2(), v -> model.changeTraining(draft -> draft.l2 = v));
    form.real(
        "labelSmoothing",
        () -> training().labelSmoothing(),
        v -> model.changeTraining(draft -> draft.labelSmoothing = v));
    form.real(
        "gradientClipping",
        () -> training().gradientClipping(),
        v -> model.changeTraining(draft -> draft.gradientClipping = v));
    form.list(
        "classWeights",
        () -> training().classWeights(),
        v -> model.changeTraining(draft -> draft.classWeights = v));
    return section(
        new FoldingSection(
            messages.get("section.regularization"), form, form::refresh, this::regularized),
        "regularization");
  }

  private String regularized() {
    List<String> used = new ArrayList<>();
    addIf(training().l1() > 0, "l1", used);
    addIf(training().l2() > 0, "l2", used);
    addIf(training().labelSmoothing() > 0, "short.labelSmoothing", used);
    addIf(training().gradientClipping() > 0, "short.gradientClipping", used);
    addIf(!training().classWeights().isEmpty(), "short.classWeights", used);
    return used.isEmpty() ? messages.get("section.off") : String.join(", ", used);
  }

  private void addIf(boolean set, String key, List<String> used) {
    if (set) {
      used.add(messages.get(key));
    }
  }

  private FoldingSection validation() {
    ValidationPane pane = new ValidationPane(model, messages);
    return section(
        new FoldingSection(
            messages.get("section.validation"), pane, pane::refresh, this::validated),
        "validation");
  }

  private String validated() {
    ValidationSpec spec = training().validation();
    if (spec.isNone()) {
      return messages.get("section.off");
    }
    return messages.get(
        spec.patience() > 0 ? "section.validation.patient" : "section.validation.on",
        spec.fraction(),
        spec.patience());
  }

  private FoldingSection augmentation() {
    AugmentationPane pane = new AugmentationPane(model.augmentation(), messages);
    FoldingSection section =
        section(
            new FoldingSection(
                messages.get("section.augmentation"),
                pane,
                pane::refresh,
                () ->
                    messages.get(
                        training().augmentation().isNone() ? "section.off" : "section.on")),
            "augmentation");
    model.augmentation().activeProperty().bind(section.expandedProperty());
    return section;
  }

  private FoldingSection reproducibility() {
    SettingsForm form = new SettingsForm(messages);
    form.getStyleClass().add("section-content");
    form.choice(
        "initialisation",
        List.of(Initialization.values()),
        v -> messages.get("initialisation." + v),
        () -> training().initialisation(),
        v -> model.changeTraining(draft -> draft.initialisation = v));
    form.wholeNumber(
        "seed", () -> training().seed(), v -> model.changeTraining(draft -> draft.seed = v));
    form.integer(
        "threads",
        () -> training().threads(),
        v -> model.changeTraining(draft -> draft.threads = v));
    form.choice(
        "backend",
        List.of(BackendChoice.values()),
        v -> messages.get("backend." + v),
        () -> training().backend(),
        v -> model.changeTraining(draft -> draft.backend = v));
    return section(
        new FoldingSection(
            messages.get("section.reproducibility"),
            form,
            form::refresh,
            () ->
                messages.get(
                    "section.reproducibility.on",
                    messages.get("initialisation." + training().initialisation()),
                    Long.toString(training().seed()))),
        "reproducibility");
  }

  private FoldingSection section(FoldingSection section, String id) {
    section.setId("section-" + id);
    refreshers.add(section::refresh);
    return section;
  }
}
