package io.understudy.mini.kernel;

/**
 * A constant right-hand factor, stored in panels of {@link #PANEL} columns so that a product reads it in one sweep: element
 * (k, n) is {@code panels[(n / PANEL) * rows * PANEL + k * PANEL + n % PANEL]}.
 */
public final class PackedMatrix {
    /** Columns of one panel; every right-hand factor has a multiple of them. */
    public static final int PANEL = 16;

    final float[] panels;
    private final int rows;
    private final int columns;

    private PackedMatrix(float[] panels, int rows, int columns) {
        this.panels = panels;
        this.rows = rows;
        this.columns = columns;
    }

    /** Copies a matrix whose column count is a multiple of {@link #PANEL}. */
    public static PackedMatrix of(Matrix source) {
        requirePanels(source.columns());
        float[] panels = new float[source.rows() * source.columns()];
        int next = 0;
        for (int panel = 0; panel < source.columns(); panel += PANEL) {
            for (int k = 0; k < source.rows(); k++) {
                int from = source.offset() + k * source.rowStride() + panel * source.columnStride();
                for (int j = 0; j < PANEL; j++) {
                    panels[next++] = source.data()[from + j * source.columnStride()];
                }
            }
        }
        return new PackedMatrix(panels, source.rows(), source.columns());
    }

    /** The sum with a matrix of the same size. */
    public PackedMatrix plus(Matrix change) {
        PackedMatrix sum = of(change);
        for (int i = 0; i < panels.length; i++) {
            sum.panels[i] += panels[i];
        }
        return sum;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    static void requirePanels(int columns) {
        if (columns % PANEL != 0) {
            throw new IllegalArgumentException(
                    "A right-hand factor needs a multiple of %d columns, not %d.".formatted(PANEL, columns));
        }
    }
}
