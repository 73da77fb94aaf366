package io.understudy.mini.kernel;

/**
 * Matrix products. Every implementation sums each element in the order k = 0, 1, 2, … with fused multiply-add, beginning at
 * zero or, for the adding forms, at the present value; so all of them give the same bits on every machine.
 */
public abstract class Kernels {
    /** {@code c = a b}; {@code b} and {@code c} have column stride 1 and a multiple of 16 columns. */
    public final void multiply(Matrix a, Matrix b, Matrix c) {
        run(a, b, c, false);
    }

    /** {@code c += a b}; {@code b} and {@code c} have column stride 1 and a multiple of 16 columns. */
    public final void multiplyAdd(Matrix a, Matrix b, Matrix c) {
        run(a, b, c, true);
    }

    /** {@code c = a b} with a packed right-hand factor. */
    public final void multiply(Matrix a, PackedMatrix b, Matrix c) {
        requireShapes(a, b.rows(), b.columns(), c);
        product(a, b.panels, 0, b.rows() * PackedMatrix.PANEL, PackedMatrix.PANEL, c, false);
    }

    private void run(Matrix a, Matrix b, Matrix c, boolean add) {
        requireShapes(a, b.rows(), b.columns(), c);
        if (b.columnStride() != 1) {
            throw new IllegalArgumentException("The right-hand factor must have column stride 1.");
        }
        PackedMatrix.requirePanels(b.columns());
        product(a, b.data(), b.offset(), PackedMatrix.PANEL, b.rowStride(), c, add);
    }

    private static void requireShapes(Matrix a, int bRows, int bColumns, Matrix c) {
        if (a.columns() != bRows || a.rows() != c.rows() || bColumns != c.columns() || c.columnStride() != 1) {
            throw new IllegalArgumentException("Shapes do not fit: (%d x %d) (%d x %d) into (%d x %d)."
                    .formatted(a.rows(), a.columns(), bRows, bColumns, c.rows(), c.columns()));
        }
    }

    /**
     * The product itself. Element (k, n) of the right-hand factor is
     * {@code b[bOffset + (n / 16) * panelStride + k * rowStride + n % 16]}.
     */
    abstract void product(Matrix a, float[] b, int bOffset, int panelStride, int rowStride, Matrix c, boolean add);

    public static Kernels fastest() {
        return Fastest.KERNELS;
    }

    public static Kernels scalar() {
        return new ScalarKernels();
    }

    private static final class Fastest {
        private static final Kernels KERNELS = choose();

        /**
         * The Vector API is an incubator module that most launches leave out; the class that needs it is therefore reached by
         * name only, and only where the module is in the boot layer.
         */
        private static Kernels choose() {
            if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
                return scalar();
            }
            try {
                Class<?> type = Class.forName("io.understudy.mini.kernel.VectorKernels");
                VectorWidth width = (VectorWidth) type.getDeclaredConstructor().newInstance();
                return width.isWideEnough() ? (Kernels) width : scalar();
            } catch (ReflectiveOperationException broken) {
                throw new LinkageError("The Vector API is present, but its kernels cannot be loaded.", broken);
            }
        }
    }

    /** What a vector implementation must report before it is chosen. */
    interface VectorWidth {
        /** Whether the processor has registers of at least eight floats; below that plain Java is faster. */
        boolean isWideEnough();
    }
}
