package digitscope.session;

/**
 * The state of a session at one step. Immutable.
 *
 * @param progress how far it is
 * @param view what can be seen of its network
 */
public record Snapshot(RunProgress progress, NetworkView view) {}
