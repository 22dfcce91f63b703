package digitscope.wrong.session;

/** A session that writes its own files. */
public final class Intruder {
  com.fasterxml.jackson.databind.ObjectMapper writer;
}
