package digitscope.engine;

import digitscope.data.Dataset;
import digitscope.eval.Evaluation;
import digitscope.nn.Loss;
import digitscope.probe.AblatedNetwork;
import digitscope.probe.Ablation;
import digitscope.probe.IncrementalProbe;
import digitscope.probe.ProbedNetwork;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what becomes of a network's predictions if the outputs of some units are changed: every
 * image of a set goes through a copy of it as it is, and from the first changed layer on through
 * one with the units changed.
 */
final class AblationProbe implements IncrementalProbe<AblationEffect> {
  private final AblatedNetwork network;
  private final Question question;
  private final long step;
  private final SetOutputs before;
  private final SetOutputs after;
  private final byte[] pixels;
  private int done;
  private @Nullable AblationEffect found;
  private boolean closed;

  /**
   * What is to be found.
   *
   * @param ablation what is changed
   * @param data the set
   * @param image one more that is asked about, if any
   * @param before what the network says of the set as it is, if that is known
   */
  record Question(
      Ablation ablation, Dataset data, Optional<byte[]> image, Optional<Evaluation> before) {}

  /** Asks the network as it is now, also while training goes on. */
  AblationProbe(ProbedNetwork shown, Loss loss, Question question, long step) {
    this.network =
        new AblatedNetwork(
            shown,
            question.ablation().units().stream().map(Ablation.ScaledUnit::layerIndex).toList());
    this.question = question;
    this.step = step;
    this.before = new SetOutputs(question.data(), shown.output(), loss);
    this.after = new SetOutputs(question.data(), shown.output(), loss);
    this.pixels = new byte[question.data().shape().size()];
  }

  @Override
  public boolean advance() {
    if (found == null && done < question.data().size()) {
      readMore();
    } else if (found == null) {
      found =
          new AblationEffect(
              question.ablation(),
              question.before().orElseGet(() -> before.toEvaluation(step)),
              after.toEvaluation(step),
              question.image().map(this::ofImage));
    }
    return found == null;
  }

  private void readMore() {
    int count = Math.min(network.batch(), question.data().size() - done);
    for (int i = 0; i < count; i++) {
      question.data().copyImage(done + i, pixels, 0);
      network.setImage(i, pixels);
    }
    network.begin();
    if (question.before().isEmpty()) {
      takeDown(before, Ablation.NONE, count);
    }
    takeDown(after, question.ablation(), count);
    done += count;
  }

  private void takeDown(SetOutputs outputs, Ablation ablation, int count) {
    network.finish(ablation);
    for (int i = 0; i < count; i++) {
      outputs.add(done + i, network.logits(i));
    }
  }

  private AblationEffect.OfImage ofImage(byte[] asked) {
    network.setImage(0, asked);
    network.begin();
    network.finish(Ablation.NONE);
    float[] asItIs = probabilities();
    network.finish(question.ablation());
    return new AblationEffect.OfImage(asked, asItIs, probabilities());
  }

  private float[] probabilities() {
    double[] outputs = network.output().probabilities(network.logits(0));
    float[] result = new float[outputs.length];
    for (int k = 0; k < result.length; k++) {
      result[k] = (float) outputs[k];
    }
    return result;
  }

  @Override
  public AblationEffect result() {
    if (found == null) {
      throw new IllegalStateException("Not every image has been asked about yet");
    }
    return found;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      network.close();
    }
  }
}
