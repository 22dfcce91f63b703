package digitscope.app.window;

import digitscope.ui.confusion.ConfusionViewModel;
import digitscope.ui.confusion.OtherSetViewModel;
import digitscope.ui.data.DataViewModel;
import digitscope.ui.draw.DrawViewModel;
import digitscope.ui.draw.DrawingStore;
import digitscope.ui.features.FeaturesViewModel;
import digitscope.ui.filters.FiltersViewModel;
import digitscope.ui.fx.BackgroundTasks;
import digitscope.ui.fx.ChosenImages;
import digitscope.ui.fx.DataLibrary;
import digitscope.ui.fx.FxThread;
import digitscope.ui.fx.Lens;
import digitscope.ui.fx.Selection;
import digitscope.ui.labels.LabelsViewModel;
import digitscope.ui.learning.LearningViewModel;
import digitscope.ui.network.NetworkPageViewModel;
import digitscope.ui.runs.RunsViewModel;
import digitscope.ui.setup.SetupViewModel;
import digitscope.ui.shell.ViewModels;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** Creates what the window and the pictures of a run share. */
public final class Wiring {
  private Wiring() {}

  /**
   * The ViewModels of all views, with one selection that they share.
   *
   * @param lens what they all look through
   * @param background runs what it is given one after another
   */
  public static ViewModels viewModels(
      SetupViewModel setup,
      Lens lens,
      DataLibrary library,
      BackgroundTasks tasks,
      DrawingStore drawings,
      Executor background) {
    Selection selection = new Selection();
    FxThread fxThread = new FxThread();
    return new ViewModels(
        selection,
        setup,
        new LearningViewModel(lens, selection, background, fxThread),
        new ConfusionViewModel(lens, selection, background, fxThread),
        new OtherSetViewModel(lens, selection, library, background, fxThread),
        new FeaturesViewModel(
            lens,
            selection,
            new ChosenImages(lens, selection, background, fxThread),
            RandomGenerator.getDefault()),
        new FiltersViewModel(lens, selection),
        new DrawViewModel(lens, selection, drawings, background, fxThread, System::nanoTime),
        new DataViewModel(lens, selection, library, tasks, background, fxThread),
        new LabelsViewModel(lens, selection, library, tasks, background, fxThread),
        new NetworkPageViewModel(lens, selection),
        new RunsViewModel(lens, background, fxThread));
  }
}
