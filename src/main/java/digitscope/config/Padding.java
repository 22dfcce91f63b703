package digitscope.config;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a convolution does at the border of its input. */
public enum Padding {
  /** No padding: the output shrinks by the kernel size less one. */
  @JsonProperty("valid")
  VALID,
  /** Zero padding: with stride 1 the output is as large as the input. */
  @JsonProperty("same")
  SAME
}
