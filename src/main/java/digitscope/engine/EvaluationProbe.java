package digitscope.engine;

import digitscope.data.Dataset;
import digitscope.data.Progress;
import digitscope.eval.Evaluation;
import digitscope.nn.Loss;
import digitscope.probe.AblatedNetwork;
import digitscope.probe.Ablation;
import digitscope.probe.IncrementalProbe;
import digitscope.probe.ProbedNetwork;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates a copy of a network on a labeled set, one batch after another. */
final class EvaluationProbe implements IncrementalProbe<Evaluation> {
  private final AblatedNetwork network;
  private final Dataset data;
  private final long step;
  private final Progress heard;
  private final SetOutputs outputs;
  private final byte[] pixels;
  private int done;
  private @Nullable Evaluation found;
  private boolean closed;

  /** Asks the network as it is now, also while training goes on. */
  EvaluationProbe(ProbedNetwork shown, Loss loss, Dataset data, long step, Progress heard) {
    this.network = new AblatedNetwork(shown, List.of());
    this.data = data;
    this.step = step;
    this.heard = heard;
    this.outputs = new SetOutputs(data, shown.output(), loss);
    this.pixels = new byte[data.shape().size()];
  }

  @Override
  public boolean advance() {
    if (found == null && done < data.size()) {
      readMore();
    } else if (found == null) {
      found = outputs.toEvaluation(step);
    }
    return found == null;
  }

  private void readMore() {
    int count = Math.min(network.batch(), data.size() - done);
    for (int i = 0; i < count; i++) {
      data.copyImage(done + i, pixels, 0);
      network.setImage(i, pixels);
    }
    network.begin();
    network.finish(Ablation.NONE);
    for (int i = 0; i < count; i++) {
      outputs.add(done + i, network.logits(i));
    }
    done += count;
    heard.advance(progress());
  }

  @Override
  public double progress() {
    return (double) done / data.size();
  }

  @Override
  public Evaluation result() {
    if (found == null) {
      throw new IllegalStateException("Not every image has been evaluated yet");
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
