package io.understudy.lora.format;

import java.util.List;

/**
 * What the header says about one tensor.
 *
 * @param name  unique within the file
 * @param type  element type
 * @param shape row-major dimensions; empty for a scalar
 * @param begin first byte, counted from the end of the header
 * @param end   one past the last byte, counted from the end of the header
 */
public record TensorInfo(String name, TensorType type, List<Long> shape, long begin, long end) {
    public TensorInfo {
        shape = List.copyOf(shape);
    }

    /** Number of elements; 1 for a scalar. */
    public long elements() {
        long product = 1;
        for (long dimension : shape) {
            product *= dimension;
        }
        return product;
    }

    public int dimension(int axis) {
        return Math.toIntExact(shape.get(axis));
    }
}
