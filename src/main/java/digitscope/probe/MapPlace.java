package digitscope.probe;

/**
 * One value of a layer. A unit of a vector is a map of 1×1.
 *
 * @param layerIndex place of the layer in the network, counted from 0
 * @param map number of the map, counted from 0
 * @param row counted from 0
 * @param column counted from 0
 */
public record MapPlace(int layerIndex, int map, int row, int column) {}
