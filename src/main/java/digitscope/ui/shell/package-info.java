/** The main window: views, menus and shortcuts, and the selection that they share. */
@NullMarked
package digitscope.ui.shell;

import org.jspecify.annotations.NullMarked;
