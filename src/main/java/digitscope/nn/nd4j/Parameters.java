package digitscope.nn.nd4j;

import digitscope.nn.Binding;
import digitscope.nn.Changes;
import digitscope.nn.Values;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A layer's parameters or statistics, copied to where native operations see them. */
final class Parameters {
  private final Values source;
  private final INDArray array;
  private final Values copy;
  private final Changes changes;

  private Parameters(Binding binding, Values source) {
    this.source = source;
    this.array = NativeMemory.of(binding).create(source.length());
    this.copy = NativeMemory.of(binding).values(array);
    this.changes = binding.changes();
  }

  static Parameters of(Binding binding) {
    return new Parameters(binding, Binding.required(binding.parameters()));
  }

  static Parameters ofStatistics(Binding binding) {
    return new Parameters(binding, Binding.required(binding.statistics()));
  }

  /** Copies them, if they have been written since. */
  void update() {
    if (changes.haveCome()) {
      copy.copy(source);
    }
  }

  /** A part of them, from one on, by this shape. */
  INDArray part(long from, long... shape) {
    long length = 1;
    for (long axis : shape) {
      length *= axis;
    }
    return array.get(NDArrayIndex.interval(from, from + length)).reshape('c', shape);
  }
}
