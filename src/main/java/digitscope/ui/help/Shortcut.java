package digitscope.ui.help;

/**
 * A key and what it does.
 *
 * @param keys as they are written, such as "Ctrl+O"
 */
public record Shortcut(String keys, String what) {}
