package digitscope.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The loss, which training minimizes. */
public enum Loss {
  /** Categorical cross-entropy after softmax, binary cross-entropy per output after sigmoid. */
  @JsonProperty("cross-entropy")
  CROSS_ENTROPY,
  @JsonProperty("mean-squared-error")
  MEAN_SQUARED_ERROR
}
