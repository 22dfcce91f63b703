package digitscope.wrong.engine;

/** Steps that know their session. */
public final class Intruder {
  digitscope.wrong.session.Intruder session;
}
