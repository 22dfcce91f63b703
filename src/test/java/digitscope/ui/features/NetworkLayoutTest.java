package digitscope.ui.features;

import static org.assertj.core.api.Assertions.assertThat;

import digitscope.ui.features.NetworkColumn.Look;
import digitscope.ui.features.NetworkLayout.Area;
import digitscope.ui.features.NetworkLayout.Box;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkLayoutTest {
  /** As those of a network with three convolutions. */
  private static final List<NetworkColumn> COLUMNS =
      List.of(
          column(-1, Look.IMAGE, 1, 28),
          column(0, Look.MAPS, 32, 26),
          column(1, Look.MAPS, 32, 13),
          column(2, Look.MAPS, 64, 11),
          column(3, Look.MAPS, 64, 5),
          column(4, Look.MAPS, 64, 3),
          column(6, Look.UNITS, 64, 1),
          column(7, Look.CLASSES, 10, 1));

  private static NetworkColumn column(int layer, Look look, int count, int side) {
    return new NetworkColumn(
        look,
        new MapStack(
            layer,
            MapStack.Kind.ACTIVATION,
            "layer",
            count,
            side,
            side,
            new float[count * side * side]));
  }

  private static NetworkLayout layout(double width, double height) {
    return NetworkLayout.of(COLUMNS, Collections.nCopies(COLUMNS.size(), false), width, height);
  }

  @ParameterizedTest
  @CsvSource({"680, 480", "860, 640", "2100, 1250", "400, 300"})
  void keepsEveryPictureInItsColumnAndApartFromTheOthers(double width, double height) {
    double before = 0;
    for (Box box : layout(width, height).boxes()) {
      assertThat(box.left()).isGreaterThanOrEqualTo(before);
      assertThat(box.shown()).isPositive();
      for (int slot = 0; slot < box.shown(); slot++) {
        Area tile = box.tile(slot);
        assertThat(tile.x()).isGreaterThanOrEqualTo(box.left() - 1);
        assertThat(tile.y()).isGreaterThanOrEqualTo(NetworkLayout.HEAD);
        assertThat(tile.y() + tile.height()).isLessThanOrEqualTo(height + 1);
        assertThat(box.slotAt(tile.x() + 1, tile.y() + 1)).contains(slot);
      }
      before = box.left() + box.width();
    }
    assertThat(before).isLessThanOrEqualTo(width + 1);
  }

  @Test
  void showsEveryMapWhereThereIsRoom() {
    List<Box> boxes = layout(2100, 1250).boxes();
    for (int i = 0; i < boxes.size(); i++) {
      assertThat(boxes.get(i).shown()).isEqualTo(COLUMNS.get(i).count());
    }
  }

  @Test
  void showsSomeMapsLargeEnoughWhereThereIsNotRoomForAll() {
    Box box = layout(680, 480).boxes().get(3);
    assertThat(box.shown()).isBetween(20, 63);
    assertThat(box.tileWidth()).isGreaterThanOrEqualTo(20);
  }

  @Test
  void keepsTheProportionsOfMaps() {
    NetworkColumn wide =
        new NetworkColumn(
            Look.MAPS,
            new MapStack(0, MapStack.Kind.ACTIVATION, "layer", 3, 10, 20, new float[3 * 10 * 20]));
    Box box = NetworkLayout.of(List.of(wide), List.of(false), 300, 400).boxes().get(0);
    assertThat(box.tileWidth()).isEqualTo(2 * box.tileHeight());
  }

  @Test
  void showsTheStrongestMapsInTheOrderOfTheirNumbers() {
    float[] values = {1, 9, 2, 8, 3};
    NetworkColumn column =
        new NetworkColumn(
            Look.UNITS, new MapStack(0, MapStack.Kind.ACTIVATION, "layer", 5, 1, 1, values));
    assertThat(StrongestMaps.of(column, 3)).containsExactly(1, 3, 4);
    assertThat(StrongestMaps.of(column, 5)).containsExactly(0, 1, 2, 3, 4);
  }
}
