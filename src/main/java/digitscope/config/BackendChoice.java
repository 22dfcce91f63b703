package digitscope.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is to compute a network. */
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
