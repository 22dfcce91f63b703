package digitscope.network;

/**
 * The best weights of a run so far, as its held-out images tell, and how long ago that was.
 *
 * @param step at which they were the network's
 * @param loss mean loss of the held-out images with them
 * @param parameters the flat parameter vector
 * @param validatedStep step, an epoch's end, at which the held-out images were evaluated last
 * @param restored whether the run ended there, and its result are these weights
 */
public record BestWeights(
    long step, double loss, float[] parameters, long validatedStep, boolean restored) {}
