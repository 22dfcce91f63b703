package digitscope.ui.shell;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.scene.layout.Region;

/**
 * What a page shows.
 *
 * @param node the page
 * @param active switches of the ViewModels behind it, which are on while it is shown
 */
record PageContent(Region node, List<BooleanProperty> active) {}
