package io.understudy.mini.network;

/** {@code y = W x + b} for a single vector: the conditioning path, which has no gradient. */
final class VectorLinear {
    private final int inputs;
    private final int outputs;
    /** W transposed, so that the inner loop runs along the outputs and vectorises. */
    private final float[] weightByInput;

    private final float[] bias;

    /**
     * @param weight row-major {@code [outputs, inputs]}
     */
    VectorLinear(float[] weight, float[] bias) {
        outputs = bias.length;
        inputs = weight.length / outputs;
        this.bias = bias;
        weightByInput = new float[weight.length];
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                weightByInput[i * outputs + o] = weight[o * inputs + i];
            }
        }
    }

    float[] apply(float[] x) {
        float[] y = bias.clone();
        for (int i = 0; i < inputs; i++) {
            float value = x[i];
            int at = i * outputs;
            for (int o = 0; o < outputs; o++) {
                y[o] = Math.fma(value, weightByInput[at + o], y[o]);
            }
        }
        return y;
    }
}
