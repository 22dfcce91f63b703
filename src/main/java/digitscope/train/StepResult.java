package digitscope.train;

/**
 * What one training step saw before it changed the weights.
 *
 * @param loss mean loss of the mini-batch, regularisation left out
 * @param correct images of the mini-batch that were predicted rightly
 * @param images size of the mini-batch
 */
record StepResult(double loss, int correct, int images) {}
