package digitscope.app;

import digitscope.ui.confusion.ConfusionViewModel;
import digitscope.ui.data.DataViewModel;
import digitscope.ui.draw.DrawViewModel;
import digitscope.ui.draw.DrawingStore;
import digitscope.ui.features.FeaturesViewModel;
import digitscope.ui.filters.FiltersViewModel;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.ChosenImages;
import digitscope.ui.fx.DataLibrary;
import digitscope.ui.fx.FxThread;
import digitscope.ui.fx.Selection;
import digitscope.ui.fx.TrainingService;
import digitscope.ui.labels.LabelsViewModel;
import digitscope.ui.learning.LearningViewModel;
import digitscope.ui.setup.SetupViewModel;
import digitscope.ui.shell.ViewModels;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** Makes what the window and the pictures of a run have in common. */
final class Wiring {
  private Wiring() {}

  /**
   * The ViewModels of all views, with one selection that they share.
   *
   * @param background runs what it is given one after another
   */
  static ViewModels viewModels(
      SetupViewModel setup,
      TrainingService service,
      DataLibrary library,
      BackgroundTasks tasks,
      DrawingStore drawings,
      Executor background) {
    Selection selection = new Selection();
    FxThread fxThread = new FxThread();
    return new ViewModels(
        setup,
        new LearningViewModel(service, selection, background, fxThread),
        new ConfusionViewModel(service, selection, background, fxThread),
        new FeaturesViewModel(
            service,
            selection,
            new ChosenImages(service, selection, background, fxThread),
            RandomGenerator.getDefault()),
        new FiltersViewModel(service, selection),
        new DrawViewModel(service, selection, drawings, background, fxThread, System::nanoTime),
        new DataViewModel(service, selection, library, tasks, background, fxThread),
        new LabelsViewModel(service, selection, library, tasks, background, fxThread));
  }
}
