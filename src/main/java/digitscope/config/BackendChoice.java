package digitscope.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The user's choice of the backend that computes a network. */
public enum BackendChoice {
  /** The fastest that this machine has. */
  @JsonProperty("auto")
  AUTO,
  /** Java's vector instructions. */
  @JsonProperty("vector")
  VECTOR,
  /** ND4J's native library, on the processor or, with the CUDA build, on a GPU. */
  @JsonProperty("nd4j")
  ND4J,
  /** Naive loops, the reference for all others: slow. */
  @JsonProperty("plain")
  PLAIN
}
