package digitscope.ui.shell;

import digitscope.ui.confusion.ConfusionViewModel;
import digitscope.ui.confusion.OtherSetViewModel;
import digitscope.ui.data.DataViewModel;
import digitscope.ui.draw.DrawViewModel;
import digitscope.ui.features.FeaturesViewModel;
import digitscope.ui.filters.FiltersViewModel;
import digitscope.ui.fx.Selection;
import digitscope.ui.labels.LabelsViewModel;
import digitscope.ui.learning.LearningViewModel;
import digitscope.ui.network.NetworkPageViewModel;
import digitscope.ui.runs.RunsViewModel;
import digitscope.ui.setup.SetupViewModel;

/**
 * What is behind the views that the window places.
 *
 * @param selection what they share
 */
public record ViewModels(
    Selection selection,
    SetupViewModel setup,
    LearningViewModel learning,
    ConfusionViewModel confusion,
    OtherSetViewModel otherSet,
    FeaturesViewModel features,
    FiltersViewModel filters,
    DrawViewModel draw,
    DataViewModel data,
    LabelsViewModel labels,
    NetworkPageViewModel network,
    RunsViewModel runs) {}
