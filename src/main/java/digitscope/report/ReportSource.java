package digitscope.report;

import digitscope.config.RunConfig;
import digitscope.data.DataSplits;
import digitscope.eval.MetricLog;
import digitscope.network.Checkpoint;
import digitscope.run.Provenance;
import digitscope.run.RunException;
import digitscope.run.RunFolder;

/**
 * The contents of a report.
 *
 * @param config what was trained and how
 * @param provenance where the run comes from
 * @param weights the network, at its step
 * @param metrics what was logged; what came after the step of the weights is left out
 * @param data the images that the run was trained and tested on
 */
public record ReportSource(
    RunConfig config,
    Provenance provenance,
    Checkpoint weights,
    MetricLog metrics,
    DataSplits data) {
  /**
   * A run on disk, at one of its checkpoints.
   *
   * @throws RunException if its metric log is damaged
   */
  public static ReportSource of(RunFolder folder, Checkpoint weights, DataSplits data)
      throws RunException {
    return new ReportSource(
        folder.config(), folder.provenance(), weights, folder.metrics(weights.reachedStep()), data);
  }
}
