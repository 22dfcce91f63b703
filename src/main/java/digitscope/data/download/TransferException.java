package digitscope.data.download;

import digitscope.io.Worded;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file did not arrive from one mirror. The message is a phrase: what the mirror did. */
final class TransferException extends IOException implements Worded {
  private static final long serialVersionUID = 1L;

  /** What to expect of the mirror after this. */
  enum Outlook {
    /** It may do better next time. */
    RETRY,
    /** It will do no better. */
    GIVE_UP,
    /** What it sent is of no use. */
    WRONG_BYTES
  }

  private final Outlook outlook;

  TransferException(String message, Outlook outlook) {
    super(message);
    this.outlook = outlook;
  }

  TransferException(String message, Outlook outlook, @Nullable Throwable cause) {
    super(message, cause);
    this.outlook = outlook;
  }

  Outlook outlook() {
    return outlook;
  }
}
