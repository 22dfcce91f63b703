package digitscope.wrong.network;

/** A network that trains itself. */
public final class Intruder {
  digitscope.wrong.engine.Intruder engine;
}
