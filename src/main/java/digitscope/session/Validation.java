package digitscope.session;

/**
 * The results on held-out images during a run.
 *
 * @param bestStep step of the lowest validation loss
 * @param bestLoss that loss, a mean over the held-out images
 * @param epochsSinceBest epochs that ended since then
 * @param stoppedEarly whether the run took its last step because the loss no longer fell
 * @param restored whether the network has the best weights again, as the run is over
 */
public record Validation(
    long bestStep, double bestLoss, int epochsSinceBest, boolean stoppedEarly, boolean restored) {}
