package digitscope.exchange;

import digitscope.config.KMeans;
import digitscope.config.Shape;
import digitscope.network.NamedArray;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The comparison with mean images, as {@link OnnxWriter} writes it. */
final class OnnxKMeans {
  private OnnxKMeans() {}

  /**
   * Adds the layer that begins at a tensor.
   *
   * @param tensor the flattened images
   * @param squares the node that computes their squared norms
   * @param path no layer yet
   * @return the tensor that the layer makes
   * @throws ExchangeException if the graph is another
   */
  static String add(OnnxGraph graph, String tensor, OnnxNode squares, OnnxPath path)
      throws ExchangeException {
    Optional<OnnxNode> sum = graph.onlyReader(squares.output(), "Add");
    Optional<OnnxNode> products = sum.flatMap(node -> graph.maker(node.input(0), "Gemm"));
    Optional<OnnxNode> distances =
        sum.flatMap(node -> graph.onlyReader(node.output(), "Relu"))
            .flatMap(node -> graph.onlyReader(node.output(), "Sqrt"));
    Optional<OnnxNode> nearness =
        distances
            .flatMap(node -> readerOf(graph, node.output(), "Sub"))
            .filter(
                node ->
                    graph
                        .maker(node.input(0), "ReduceMean")
                        .filter(mean -> mean.input(0).equals(node.input(1)))
                        .isPresent());
    Optional<OnnxNode> end = nearness.flatMap(node -> graph.onlyReader(node.output(), "Relu"));
    boolean isOurs =
        end.isPresent()
            && products
                .filter(node -> node.input(0).equals(tensor))
                .filter(node -> node.real("alpha", 1) == -2 && node.integer("transB", 0) == 1)
                .isPresent();
    if (!isOurs
        || !path.form().isInOrder()
        || !(path.stack().shape() instanceof Shape.Maps image)) {
      throw squares.problem(
          "this is supported only in k-means as exported by Digitscope; remove it from "
              + "the network");
    }
    NamedArray matrix = graph.constant(products.get(), products.get().input(1));
    if (matrix.shape().size() != 2 || matrix.shape().get(1) != image.size()) {
      throw products
          .get()
          .problem(
              "its centroids do not have the size of the images; choose data with the "
                  + "images it is for");
    }
    int clusters = matrix.shape().get(0);
    path.add(
        new KMeans(clusters),
        Map.of(
            "centroids",
            matrix
                .reshaped(clusters, image.channels(), image.height(), image.width())
                .transposed(0, 2, 3, 1),
            "squared_norms",
            graph.vector(products.get(), products.get().input(2), clusters)));
    return end.get().output();
  }

  private static Optional<OnnxNode> readerOf(OnnxGraph graph, String tensor, String operation) {
    List<OnnxNode> readers = graph.readers(tensor);
    return readers.stream().filter(node -> node.is(operation)).findFirst();
  }
}
