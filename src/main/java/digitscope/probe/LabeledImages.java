package digitscope.probe;

import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * Numbered images of known classes, wherever they lie.
 *
 * @param count number of images, which are numbered from 0
 * @param image gives an image by its number, unsigned bytes in [channels, height, width] order
 * @param label gives the class of an image by its number
 * @param classes number of classes
 */
public record LabeledImages(
    int count, IntFunction<byte[]> image, IntUnaryOperator label, int classes) {}
