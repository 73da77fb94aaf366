package io.understudy.mini.kernel;

/**
 * A view of a rectangular part of an array; element (i, j) is {@code data[offset + i * rowStride + j * columnStride]}.
 *
 * @param data         shared, not copied
 * @param offset       index of element (0, 0)
 * @param rows         number of rows
 * @param columns      number of columns
 * @param rowStride    distance between neighbouring rows
 * @param columnStride distance between neighbouring columns
 */
@SuppressWarnings("ArrayRecordComponent") // a working buffer, never compared as a value
public record Matrix(float[] data, int offset, int rows, int columns, int rowStride, int columnStride) {
    public static Matrix of(float[] data, int rows, int columns) {
        return new Matrix(data, 0, rows, columns, columns, 1);
    }

    public Matrix transposed() {
        return new Matrix(data, offset, columns, rows, columnStride, rowStride);
    }

    public Matrix columns(int from, int count) {
        return new Matrix(data, offset + from * columnStride, rows, count, rowStride, columnStride);
    }

    public Matrix rows(int from, int count) {
        return new Matrix(data, offset + from * rowStride, count, columns, rowStride, columnStride);
    }
}
