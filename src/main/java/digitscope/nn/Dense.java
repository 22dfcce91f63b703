package digitscope.nn;

/**
 * Every output sees every input: y = x W + b, with x as a row vector.
 *
 * <p>Weights lie as [inputs, units], then the biases. Gradients: ∂L/∂W = xᵀ ∂L/∂y, ∂L/∂b = ∂L/∂y
 * summed over the batch, ∂L/∂x = ∂L/∂y Wᵀ.
 */
public final class Dense extends SimpleLayer {
  private final int inputs;
  private final int units;

  /**
   * @param inputs length of the vector it takes
   * @param units length of the vector it gives
   */
  public Dense(int inputs, int units) {
    super(MapShape.vector(inputs), MapShape.vector(units));
    this.inputs = inputs;
    this.units = units;
  }

  @Override
  public int weightCount() {
    return inputs * units;
  }

  @Override
  public int biasCount() {
    return units;
  }

  @Override
  int fanIn() {
    return inputs;
  }

  @Override
  int fanOut() {
    return units;
  }

  @Override
  public Role role() {
    return Role.OTHER;
  }

  @Override
  public String title() {
    return "dense, " + inputs + " to " + units + " units";
  }

  @Override
  public <R> R accept(SimpleLayer.Visitor<R> visitor) {
    return visitor.dense(this);
  }
}
