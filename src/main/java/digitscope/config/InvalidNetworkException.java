package digitscope.config;

import digitscope.io.InvalidValueException;

/** A layer does not fit what comes before it; the message names the layer and the reason. */
public final class InvalidNetworkException extends InvalidValueException {
  private static final long serialVersionUID = 1L;

  private final int layerNumber;

  /**
   * @param layerNumber the layer at fault, counted from 1; 0 if it is the network as a whole
   * @param message one sentence such as {@code "layer 5, max pooling 2×2: its input is 1×1"}
   */
  public InvalidNetworkException(int layerNumber, String message) {
    super(message);
    this.layerNumber = layerNumber;
  }

  public int layerNumber() {
    return layerNumber;
  }
}
