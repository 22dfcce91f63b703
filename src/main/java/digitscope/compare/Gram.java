package digitscope.compare;

import java.util.stream.IntStream;

/**
 * How alike a layer sees the images of a batch: the products of its values for every two of them.
 *
 * @param images how many
 * @param products [images][images], with 0 on the diagonal, which says nothing of two images
 * @param sums of each row
 * @param sum of all
 */
record Gram(int images, double[][] products, double[] sums, double sum) {
  /**
   * That of some values.
   *
   * @param values [images, size], maybe more images than are wanted
   */
  static Gram of(float[] values, int images, int size) {
    double[] turned = new double[images * size];
    for (int n = 0; n < images; n++) {
      for (int i = 0; i < size; i++) {
        turned[i * images + n] = values[n * size + i];
      }
    }
    double[][] products = new double[images][images];
    double[] sums = new double[images];
    IntStream.range(0, images)
        .parallel()
        .forEach(n -> sums[n] = addProducts(n, turned, products[n]));
    double sum = 0;
    for (double one : sums) {
      sum += one;
    }
    return new Gram(images, products, sums, sum);
  }

  private static double addProducts(int image, double[] turned, double[] products) {
    for (int from = 0; from < turned.length; from += products.length) {
      double value = turned[from + image];
      if (value != 0) {
        for (int n = 0; n < products.length; n++) {
          products[n] += value * turned[from + n];
        }
      }
    }
    products[image] = 0;
    double sum = 0;
    for (double product : products) {
      sum += product;
    }
    return sum;
  }

  /**
   * The Hilbert-Schmidt independence criterion of two layers, estimated without bias: HSIC₁ of
   * Song, Smola, Gretton, Bedo and Borgwardt (2012), "Feature selection via dependence
   * maximization", equation 5.
   *
   * @param other of the same images, at least 4
   */
  double independence(Gram other) {
    double n = images;
    double traces = 0;
    double crossed = 0;
    for (int i = 0; i < images; i++) {
      crossed += sums[i] * other.sums[i];
      for (int j = 0; j < images; j++) {
        traces += products[i][j] * other.products[i][j];
      }
    }
    return (traces + sum * other.sum / ((n - 1) * (n - 2)) - 2 / (n - 2) * crossed) / (n * (n - 3));
  }
}
