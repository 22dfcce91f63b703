package digitscope.ui.setup;

import digitscope.config.Initialisation;
import digitscope.config.Loss;
import digitscope.config.OptimizerSpec;
import digitscope.config.OptimizerSpec.Adam;
import digitscope.config.OptimizerSpec.Momentum;
import digitscope.config.OptimizerSpec.Nesterov;
import digitscope.config.OptimizerSpec.RmsProp;
import digitscope.config.OptimizerSpec.Sgd;
import digitscope.config.ScheduleSpec;
import digitscope.config.ScheduleSpec.Constant;
import digitscope.config.ScheduleSpec.Cosine;
import digitscope.config.ScheduleSpec.InverseDecay;
import digitscope.config.TrainingSpec;
import digitscope.ui.control.Messages;
import java.util.List;
import javafx.scene.layout.VBox;

/** How to train, one setting below the other. */
final class TrainingCard extends VBox {
  private static final List<OptimizerSpec> OPTIMIZERS =
      List.of(
          new Sgd(),
          new Momentum(0.9),
          new Nesterov(0.9),
          new RmsProp(0.9, 1e-8),
          Adam.standard(),
          OptimizerSpec.AdamW.standard());
  private static final List<ScheduleSpec> SCHEDULES =
      List.of(
          new Constant(),
          new InverseDecay(0.5),
          new ScheduleSpec.Step(1, 0.5),
          new Cosine(0),
          new ScheduleSpec.WarmRestarts(1, 2, 0),
          new ScheduleSpec.OneCycle(0.3, 0.04, 0));

  private final SetupViewModel model;
  private final Messages messages;
  private final SettingsForm basics;
  private final VBox optimizerSettings = new VBox();
  private final VBox scheduleSettings = new VBox();
  private final SettingsForm schedule;
  private final SettingsForm rest;
  private String shownKinds = "";

  TrainingCard(SetupViewModel model, Messages messages) {
    this.model = model;
    this.messages = messages;
    setId("training-card");
    getStyleClass().add("setup-card");
    basics = new SettingsForm(messages);
    schedule = new SettingsForm(messages);
    rest = new SettingsForm(messages);
    addBasics();
    addSchedule();
    addRest();
    getChildren().addAll(basics, optimizerSettings, schedule, scheduleSettings, rest);
    model.setupProperty().addListener((observable, old, setup) -> show());
    show();
  }

  private TrainingSpec training() {
    return model.config().training();
  }

  private void addBasics() {
    basics.real(
        "learningRate",
        () -> training().learningRate(),
        v -> model.setTraining(training().withLearningRate(v)));
    basics.integer(
        "epochs", () -> training().epochs(), v -> model.setTraining(training().withEpochs(v)));
    basics.integer(
        "batchSize",
        () -> training().batchSize(),
        v -> model.setTraining(training().withBatchSize(v)));
    basics.choice(
        "optimizer",
        OPTIMIZERS.stream().map(TrainingCard::kind).toList(),
        kind -> messages.get("optimizer." + kind),
        () -> kind(training().optimizer()),
        kind -> model.setTraining(training().withOptimizer(ofKind(OPTIMIZERS, kind))));
  }

  private void addSchedule() {
    schedule.choice(
        "schedule",
        SCHEDULES.stream().map(TrainingCard::kind).toList(),
        kind -> messages.get("schedule." + kind),
        () -> kind(training().schedule()),
        kind -> model.setTraining(training().withSchedule(ofKind(SCHEDULES, kind))));
  }

  private void addRest() {
    rest.choice(
        "loss",
        List.of(Loss.values()),
        v -> messages.get("loss." + v),
        () -> training().loss(),
        v -> model.setTraining(training().withLoss(v)));
    rest.real("l1", () -> training().l1(), v -> model.setTraining(training().withL1(v)));
    rest.real("l2", () -> training().l2(), v -> model.setTraining(training().withL2(v)));
    rest.choice(
        "initialisation",
        List.of(Initialisation.values()),
        v -> messages.get("initialisation." + v),
        () -> training().initialisation(),
        v -> model.setTraining(training().withInitialisation(v)));
    rest.wholeNumber(
        "seed", () -> training().seed(), v -> model.setTraining(training().withSeed(v)));
    rest.integer(
        "threads", () -> training().threads(), v -> model.setTraining(training().withThreads(v)));
  }

  private void show() {
    String kinds = kind(training().optimizer()) + kind(training().schedule());
    if (!kinds.equals(shownKinds)) {
      shownKinds = kinds;
      optimizerSettings.getChildren().setAll(optimizerForm());
      scheduleSettings.getChildren().setAll(scheduleForm());
    }
    List.of(basics, schedule, rest).forEach(SettingsForm::refresh);
    optimizerSettings.getChildren().forEach(form -> ((SettingsForm) form).refresh());
    scheduleSettings.getChildren().forEach(form -> ((SettingsForm) form).refresh());
  }

  private SettingsForm optimizerForm() {
    SettingsForm form = new SettingsForm(messages);
    OptimizerSpec kind = training().optimizer();
    if (kind instanceof Momentum) {
      form.real(
          "momentum",
          () -> ((Momentum) training().optimizer()).momentum(),
          v -> use(new Momentum(v)));
    } else if (kind instanceof Nesterov) {
      form.real(
          "momentum",
          () -> ((Nesterov) training().optimizer()).momentum(),
          v -> use(new Nesterov(v)));
    } else if (kind instanceof RmsProp) {
      form.real("decay", () -> rmsProp().decay(), v -> use(new RmsProp(v, rmsProp().epsilon())));
      form.real("epsilon", () -> rmsProp().epsilon(), v -> use(new RmsProp(rmsProp().decay(), v)));
    } else if (kind instanceof Adam) {
      form.real(
          "beta1", () -> adam().beta1(), v -> use(new Adam(v, adam().beta2(), adam().epsilon())));
      form.real(
          "beta2", () -> adam().beta2(), v -> use(new Adam(adam().beta1(), v, adam().epsilon())));
      form.real(
          "epsilon", () -> adam().epsilon(), v -> use(new Adam(adam().beta1(), adam().beta2(), v)));
    }
    return form;
  }

  private SettingsForm scheduleForm() {
    SettingsForm form = new SettingsForm(messages);
    ScheduleSpec kind = training().schedule();
    if (kind instanceof InverseDecay) {
      form.real(
          "inverseDecay",
          () -> ((InverseDecay) training().schedule()).decay(),
          v -> use(new InverseDecay(v)));
    } else if (kind instanceof ScheduleSpec.Step) {
      form.integer(
          "stepEpochs", () -> step().epochs(), v -> use(new ScheduleSpec.Step(v, step().factor())));
      form.real(
          "stepFactor", () -> step().factor(), v -> use(new ScheduleSpec.Step(step().epochs(), v)));
    } else if (kind instanceof Cosine) {
      form.real(
          "finalFactor",
          () -> ((Cosine) training().schedule()).finalFactor(),
          v -> use(new Cosine(v)));
    }
    return form;
  }

  private RmsProp rmsProp() {
    return (RmsProp) training().optimizer();
  }

  private Adam adam() {
    return (Adam) training().optimizer();
  }

  private ScheduleSpec.Step step() {
    return (ScheduleSpec.Step) training().schedule();
  }

  private void use(OptimizerSpec optimizer) {
    model.setTraining(training().withOptimizer(optimizer));
  }

  private void use(ScheduleSpec changed) {
    model.setTraining(training().withSchedule(changed));
  }

  private static String kind(Object spec) {
    return spec.getClass().getSimpleName();
  }

  private static <S> S ofKind(List<S> specs, String kind) {
    return specs.stream().filter(spec -> kind(spec).equals(kind)).findFirst().orElseThrow();
  }
}
