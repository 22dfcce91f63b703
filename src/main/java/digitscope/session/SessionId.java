package digitscope.session;

import java.util.UUID;

/** The identity of a session. */
public record SessionId(UUID value) {
  /** An id that no session has had. */
  public static SessionId fresh() {
    return new SessionId(UUID.randomUUID());
  }
}
