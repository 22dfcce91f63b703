package digitscope.ui.shell;

/** The pages of the window, in the order of the rail. */
public enum Page {
  OVERVIEW("mdi2v-view-dashboard-outline", "Shortcut+1"),
  LEARNING("mdi2c-chart-line", "Shortcut+2"),
  CONFUSION("mdi2g-grid", "Shortcut+3"),
  FEATURES("mdi2l-layers-outline", "Shortcut+4"),
  FILTERS("mdi2i-image-filter-center-focus", "Shortcut+5"),
  DRAW("mdi2d-draw", "Shortcut+6"),
  DATA("mdi2d-database-search-outline", "Shortcut+7"),
  NETWORK("mdi2s-sitemap-outline", "Shortcut+8"),
  RUNS("mdi2h-history", "Shortcut+9");

  private final String icon;
  private final String shortcut;

  Page(String icon, String shortcut) {
    this.icon = icon;
    this.shortcut = shortcut;
  }

  String shortcut() {
    return shortcut;
  }

  String icon() {
    return icon;
  }
}
