package digitscope.session;

import java.util.UUID;

/** Tells sessions apart: each has one of its own. */
public record SessionId(UUID value) {
  /** An id that no session has had. */
  public static SessionId fresh() {
    return new SessionId(UUID.randomUUID());
  }
}
