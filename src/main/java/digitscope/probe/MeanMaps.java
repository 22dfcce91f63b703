package digitscope.probe;

/**
 * The mean feature maps of the images of a class.
 *
 * @param label the class
 * @param count number of images of which these are the means
 * @param maps the mean of every value, and the mean image
 */
public record MeanMaps(int label, int count, FeatureMaps maps) {}
