package digitscope.peer;

import digitscope.bench.Assignment;
import digitscope.bench.Contestant;
import digitscope.bench.ContestantServer;
import digitscope.bench.Task;
import digitscope.config.Conv2d;
import digitscope.config.Dense;
import digitscope.config.Flatten;
import digitscope.config.LayerSpec;
import digitscope.config.MaxPool2d;
import digitscope.config.OptimizerSpec;
import digitscope.config.Padding;
import digitscope.config.TrainingSpec;
import digitscope.data.ImageShape;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Deeplearning4j's own networks, on the same native build of ND4J that this program uses. */
public final class Deeplearning4jPeer {
  private Deeplearning4jPeer() {}

  private record Batch(INDArray images, INDArray labels) {}

  public static void main(String[] arguments) {
    // JavaCPP would count the whole process against the Java heap's limit.
    System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
    ContestantServer.serve(arguments, Deeplearning4jPeer::create);
  }

  private static Contestant create(Assignment assignment) {
    ImageShape shape = assignment.data().train().shape();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration(assignment, shape));
    network.init();
    List<Batch> batches =
        Batches.of(assignment).stream().map(batch -> toArrays(batch, assignment)).toList();
    if (assignment.task() == Task.EVALUATE) {
      return Contestant.repeating(() -> evaluate(network, batches));
    }
    AtomicInteger steps = new AtomicInteger();
    return Contestant.repeating(
        () -> {
          Batch batch = batches.get(steps.getAndIncrement() % batches.size());
          network.fit(batch.images(), batch.labels());
          return (int) batch.images().size(0);
        });
  }

  private static int evaluate(MultiLayerNetwork network, List<Batch> batches) {
    int images = 0;
    for (Batch batch : batches) {
      images += network.predict(batch.images()).length;
    }
    return images;
  }

  private static Batch toArrays(Batches batch, Assignment assignment) {
    ImageShape shape = assignment.data().train().shape();
    INDArray images =
        Nd4j.createFromArray(batch.pixels())
            .reshape(batch.size(), shape.channels(), shape.height(), shape.width());
    INDArray labels = Nd4j.zeros(batch.size(), assignment.data().train().classes());
    for (int i = 0; i < batch.size(); i++) {
      labels.putScalar(i, batch.labels()[i], 1);
    }
    return new Batch(images, labels);
  }

  private static MultiLayerConfiguration configuration(Assignment assignment, ImageShape shape) {
    TrainingSpec training = assignment.config().training();
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(training.seed())
            .weightInit(WeightInit.XAVIER)
            .updater(updater(training))
            .l2(training.l2())
            .convolutionMode(ConvolutionMode.Truncate)
            .list();
    for (LayerSpec layer : assignment.config().network().layers()) {
      if (!(layer instanceof Flatten)) { // done where the shapes ask for it
        layers.layer(layer(layer));
      }
    }
    return layers
        .setInputType(InputType.convolutional(shape.height(), shape.width(), shape.channels()))
        .build();
  }

  private static IUpdater updater(TrainingSpec training) {
    if (training.optimizer() instanceof OptimizerSpec.Adam adam) {
      return new Adam(training.learningRate(), adam.beta1(), adam.beta2(), adam.epsilon());
    } else if (training.optimizer() instanceof OptimizerSpec.Momentum momentum) {
      return new Nesterovs(training.learningRate(), momentum.momentum()); // has no plain momentum
    }
    throw new IllegalArgumentException(
        "Deeplearning4j's training is not written for this optimizer");
  }

  private static Layer layer(LayerSpec layer) {
    if (layer instanceof Conv2d conv && conv.padding() == Padding.VALID) {
      return new ConvolutionLayer.Builder(conv.kernelHeight(), conv.kernelWidth())
          .stride(conv.stride(), conv.stride())
          .nOut(conv.filters())
          .activation(activation(conv.activation()))
          .build();
    } else if (layer instanceof MaxPool2d pool) {
      return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
          .kernelSize(pool.size(), pool.size())
          .stride(pool.stride(), pool.stride())
          .build();
    } else if (layer instanceof Dense dense) {
      boolean isLast = dense.activation() == digitscope.config.Activation.SOFTMAX;
      return isLast
          ? new OutputLayer.Builder(LossFunction.MCXENT)
              .nOut(dense.units())
              .activation(Activation.SOFTMAX)
              .build()
          : new DenseLayer.Builder()
              .nOut(dense.units())
              .activation(activation(dense.activation()))
              .build();
    }
    throw new IllegalArgumentException(
        "Deeplearning4j's network is not written for " + layer.title());
  }

  private static Activation activation(digitscope.config.Activation activation) {
    return switch (activation) {
      case RELU -> Activation.RELU;
      case SIGMOID -> Activation.SIGMOID;
      case LINEAR -> Activation.IDENTITY;
      default ->
          throw new IllegalArgumentException(
              "Deeplearning4j's network is not written for " + activation);
    };
  }
}
