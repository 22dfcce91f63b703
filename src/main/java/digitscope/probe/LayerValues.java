package digitscope.probe;

/**
 * The outputs of a layer for some images: the values after its activation.
 *
 * @param step training step of the network that was asked
 * @param layerIndex place of the layer in the network, counted from 0
 * @param images numbers of the images
 * @param values for each image, those of the layer, in [channels, height, width] order
 */
public record LayerValues(long step, int layerIndex, int[] images, float[][] values) {}
