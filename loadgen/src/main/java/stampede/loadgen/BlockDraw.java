package stampede.loadgen;

import java.util.Arrays;

/**
 * Draws one of some blocks by their weights, by Walker's alias method as Vose builds it: each of the
 * slots, which are equally likely, is shared by two blocks at most. Immutable.
 */
final class BlockDraw {
  /** How many of a word's bits choose the slot; the others choose between its two blocks. */
  private final int slotBits;

  /** Below this the other bits mean the slot's own block. */
  private final long[] own;

  private final int[] other;

  /**
   * Prepares draws.
   *
   * @param weights at least one; none negative, one above 0, and together finite
   */
  BlockDraw(double[] weights) {
    this.slotBits = Integer.SIZE - Integer.numberOfLeadingZeros(weights.length - 1);
    int slots = 1 << slotBits;
    this.own = new long[slots];
    this.other = new int[slots];
    double mean = Arrays.stream(weights).sum() / slots;
    // Slots that hold less than their part, from the left, and those that hold more, from the
    // right.
    double[] held = new double[slots];
    int[] order = new int[slots];
    int less = 0;
    int more = slots;
    for (int slot = 0; slot < slots; slot++) {
      held[slot] = slot < weights.length ? weights[slot] / mean : 0;
      order[held[slot] < 1 ? less++ : --more] = slot;
    }
    fill(held, order, less, more);
  }

  private void fill(double[] held, int[] order, int lessCount, int moreFirst) {
    double bits = Math.scalb(1.0, Long.SIZE - 1 - slotBits);
    int less = lessCount;
    int more = moreFirst;
    while (less > 0 && more < order.length) {
      int poor = order[--less];
      int rich = order[more];
      own[poor] = (long) (held[poor] * bits);
      other[poor] = rich;
      held[rich] -= 1 - held[poor];
      if (held[rich] < 1) {
        more++;
        order[less++] = rich;
      }
    }
    // What is left holds its part but for rounding.
    for (int i = 0; i < order.length; i++) {
      if (i < less || i >= more) {
        own[order[i]] = Long.MAX_VALUE;
      }
    }
  }

  /** The block that 64 random bits stand for. */
  int of(long bits) {
    int slot = (int) (bits >>> 1 >>> (Long.SIZE - 1 - slotBits));
    long rest = (bits << slotBits) >>> (slotBits + 1);
    return rest < own[slot] ? slot : other[slot];
  }
}
