package digitscope.probe;

/**
 * What the images of a class excite on average.
 *
 * @param label the class
 * @param count number of images of which these are the means
 * @param maps the mean of every value, and the mean image
 */
public record MeanMaps(int label, int count, FeatureMaps maps) {}
