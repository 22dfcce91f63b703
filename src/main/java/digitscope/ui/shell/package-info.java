/** The window: it places the views, menus and shortcuts, and owns the selection they share. */
@NullMarked
package digitscope.ui.shell;

import org.jspecify.annotations.NullMarked;
