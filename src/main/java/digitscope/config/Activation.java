package digitscope.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The function that a layer applies to its pre-activation. */
public enum Activation {
  @JsonProperty("linear")
  LINEAR,
  @JsonProperty("relu")
  RELU,
  @JsonProperty("leaky-relu")
  LEAKY_RELU,
  @JsonProperty("elu")
  ELU,
  @JsonProperty("selu")
  SELU,
  @JsonProperty("sigmoid")
  SIGMOID,
  @JsonProperty("tanh")
  TANH,
  @JsonProperty("softmax")
  SOFTMAX
}
