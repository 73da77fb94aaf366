package io.understudy.mini.autoencoder;

import io.understudy.mini.kernel.Kernels;
import io.understudy.mini.kernel.Matrix;

/**
 * Convolution of stride 1 that keeps the size, as one matrix product over the unfolded input.
 *
 * @param weight row-major {@code [outputs, inputs * kernel * kernel]}
 * @param bias   one value per output channel
 * @param kernel odd side of the kernel, 1 or 3
 */
@SuppressWarnings("ArrayRecordComponent") // a working buffer, never compared as a value
record Convolution(Matrix weight, float[] bias, int kernel) {
    FeatureMap apply(Kernels kernels, FeatureMap x) {
        int area = x.side() * x.side();
        Matrix unfolded = Matrix.of(kernel == 1 ? x.values() : unfold(x), weight.columns(), area);
        float[] y = new float[bias.length * area];
        kernels.multiply(weight, unfolded, Matrix.of(y, bias.length, area));
        for (int channel = 0; channel < bias.length; channel++) {
            for (int i = channel * area; i < (channel + 1) * area; i++) {
                y[i] += bias[channel];
            }
        }
        return new FeatureMap(y, bias.length, x.side());
    }

    /** Row (channel, dy, dx) holds the channel shifted by (dy, dx), zero outside. */
    private float[] unfold(FeatureMap x) {
        int side = x.side();
        int area = side * side;
        int reach = kernel / 2;
        float[] rows = new float[x.channels() * kernel * kernel * area];
        int row = 0;
        for (int channel = 0; channel < x.channels(); channel++) {
            for (int dy = -reach; dy <= reach; dy++) {
                for (int dx = -reach; dx <= reach; dx++) {
                    int from = Math.max(0, -dx);
                    int count = side - Math.abs(dx);
                    for (int y = Math.max(0, -dy); y < Math.min(side, side - dy); y++) {
                        int source = channel * area + (y + dy) * side + from + dx;
                        System.arraycopy(x.values(), source, rows, row * area + y * side + from, count);
                    }
                    row++;
                }
            }
        }
        return rows;
    }
}
