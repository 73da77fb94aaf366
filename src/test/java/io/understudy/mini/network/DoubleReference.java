package io.understudy.mini.network;

import io.understudy.lora.format.SafetensorsFile;
import io.understudy.lora.format.TensorInfo;
import io.understudy.mini.TinyBase;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The transformer of {@link TinyBase} written a second time, in double precision and as plainly as its formulas, so that finite
 * differences of it can judge the product's hand-written gradients.
 */
final class DoubleReference {
    static final int TOKENS = Tokeniser.LENGTH + TinyBase.SIDE * TinyBase.SIDE;

    private static final int WIDTH = TinyBase.WIDTH;
    private static final int HIDDEN = TinyBase.HIDDEN;

    private final Map<String, double[]> weights = new HashMap<>();

    DoubleReference() throws IOException {
        try (SafetensorsFile file = SafetensorsFile.of(TinyBase.bytes())) {
            for (TensorInfo tensor : file.tensors()) {
                weights.put(tensor.name().replace("transformer.", ""), widen(file.floats(tensor.name())));
            }
        }
    }

    private double[] weight(String name) {
        double[] weight = weights.get(name);
        if (weight == null) {
            throw new IllegalArgumentException(name);
        }
        return weight;
    }

    static double[] widen(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    /** Low-rank change of one linear layer; a is {@code [rank, inputs]}, bTransposed {@code [rank, outputs]}. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a value
    record Pair(double[] a, double[] bTransposed, double scale) {}

    double[] velocity(double[] latent, double time, int[] ids, Pair[] pairs) {
        double[] v = conditioning(time, ids);
        double[] x = embed(latent, ids);
        for (int block = 0; block < TinyBase.DEPTH; block++) {
            x = block(x, v, "blocks." + block + ".", pairs[2 * block], pairs[2 * block + 1]);
        }
        double[] modulation = linear("fmod", v, null);
        double[] normed = layerNorm(x, modulation, 0, WIDTH);
        double[] picture = new double[TinyBase.SIDE * TinyBase.SIDE * WIDTH];
        System.arraycopy(normed, Tokeniser.LENGTH * WIDTH, picture, 0, picture.length);
        return linear("out", picture, null);
    }

    private double[] conditioning(double time, int[] ids) {
        double[] waves = new double[WIDTH];
        double[] pool = new double[WIDTH];
        for (int i = 0; i < WIDTH / 2; i++) {
            double angle = 1000 * time * Math.pow(10000, -i / (WIDTH / 2.0));
            waves[i] = Math.cos(angle);
            waves[WIDTH / 2 + i] = Math.sin(angle);
        }
        int count = 0;
        for (int id : ids) {
            count += id > 0 ? 1 : 0;
            for (int i = 0; i < WIDTH && id > 0; i++) {
                pool[i] += weight("txt.weight")[id * WIDTH + i];
            }
        }
        for (int i = 0; i < WIDTH; i++) {
            pool[i] /= Math.sqrt(Math.max(1, count));
        }
        double[] v = linear("t2", silu(linear("t1", waves, null)), null);
        double[] words = linear("p1", pool, null);
        for (int i = 0; i < WIDTH; i++) {
            v[i] += words[i];
        }
        return silu(v);
    }

    private double[] embed(double[] latent, int[] ids) {
        double[] words = new double[Tokeniser.LENGTH * WIDTH];
        for (int token = 0; token < Tokeniser.LENGTH; token++) {
            System.arraycopy(weight("txt.weight"), ids[token] * WIDTH, words, token * WIDTH, WIDTH);
        }
        double[] text = linear("txt_in", words, null);
        double[] picture = linear("img_in", latent, null);
        double[] x = new double[TOKENS * WIDTH];
        System.arraycopy(text, 0, x, 0, text.length);
        for (int i = 0; i < picture.length; i++) {
            x[text.length + i] = picture[i] + weight("pos")[i];
        }
        return x;
    }

    private double[] block(double[] x, double[] v, String name, Pair first, Pair second) {
        double[] modulation = linear(name + "mod", v, null);
        int stride = 3 * WIDTH + HIDDEN;
        double[] projected = linear(name + "lin1", layerNorm(x, modulation, 0, WIDTH), first);
        double[] mixed = new double[TOKENS * (WIDTH + HIDDEN)];
        double[] attention = attention(projected, stride, weight(name + "qn"), weight(name + "kn"));
        for (int token = 0; token < TOKENS; token++) {
            System.arraycopy(attention, token * WIDTH, mixed, token * (WIDTH + HIDDEN), WIDTH);
            for (int i = 0; i < HIDDEN; i++) {
                mixed[token * (WIDTH + HIDDEN) + WIDTH + i] = gelu(projected[token * stride + 3 * WIDTH + i]);
            }
        }
        double[] update = linear(name + "lin2", mixed, second);
        double[] out = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            out[i] = x[i] + modulation[2 * WIDTH + i % WIDTH] * update[i];
        }
        return out;
    }

    /** Attention over rows that hold queries, keys and values behind each other. */
    static double[] attention(double[] projected, int stride, double[] queryWeight, double[] keyWeight) {
        double[] out = new double[TOKENS * WIDTH];
        for (int head = 0; head < WIDTH / TinyBase.HEAD; head++) {
            int column = head * TinyBase.HEAD;
            double[] q = headNorm(projected, stride, column, queryWeight);
            double[] k = headNorm(projected, stride, WIDTH + column, keyWeight);
            for (int i = 0; i < TOKENS; i++) {
                double[] scores = new double[TOKENS];
                for (int j = 0; j < TOKENS; j++) {
                    for (int c = 0; c < TinyBase.HEAD; c++) {
                        scores[j] += q[i * TinyBase.HEAD + c] * k[j * TinyBase.HEAD + c] / Math.sqrt(TinyBase.HEAD);
                    }
                }
                double[] p = softmax(scores);
                for (int j = 0; j < TOKENS; j++) {
                    for (int c = 0; c < TinyBase.HEAD; c++) {
                        out[i * WIDTH + column + c] += p[j] * projected[j * stride + 2 * WIDTH + column + c];
                    }
                }
            }
        }
        return out;
    }

    /** RMS norm and rotation of one head; returns {@code [tokens, head]}. */
    static double[] headNorm(double[] x, int stride, int column, double[] weight) {
        int size = TinyBase.HEAD;
        int quarter = size / 4;
        double[] out = new double[TOKENS * size];
        for (int token = 0; token < TOKENS; token++) {
            double squares = 0;
            for (int i = 0; i < size; i++) {
                squares += Math.pow(x[token * stride + column + i], 2);
            }
            double root = Math.sqrt(squares / size + 1e-6);
            for (int i = 0; i < size / 2; i++) {
                int cell = token - Tokeniser.LENGTH;
                int row = cell < 0 ? -(token + 1) : cell / TinyBase.SIDE;
                int place = cell < 0 ? -(token + 1) : cell % TinyBase.SIDE;
                double angle = (i < quarter ? row : place) * Math.pow(100, -(i % quarter) / (double) quarter);
                double a = x[token * stride + column + i] / root * weight[i];
                double b = x[token * stride + column + size / 2 + i] / root * weight[size / 2 + i];
                out[token * size + i] = a * Math.cos(angle) - b * Math.sin(angle);
                out[token * size + size / 2 + i] = b * Math.cos(angle) + a * Math.sin(angle);
            }
        }
        return out;
    }

    static double[] softmax(double[] scores) {
        double[] p = new double[scores.length];
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            p[i] = Math.exp(scores[i]);
            sum += p[i];
        }
        for (int i = 0; i < p.length; i++) {
            p[i] /= sum;
        }
        return p;
    }

    static double gelu(double x) {
        return x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
    }

    static double[] silu(double[] x) {
        double[] out = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            out[i] = x[i] / (1 + Math.exp(-x[i]));
        }
        return out;
    }

    static double[] layerNorm(double[] x, double[] modulation, int shiftAt, int scaleAt) {
        double[] out = new double[x.length];
        for (int row = 0; row < x.length / WIDTH; row++) {
            double mean = 0;
            double variance = 0;
            for (int i = 0; i < WIDTH; i++) {
                mean += x[row * WIDTH + i] / WIDTH;
            }
            for (int i = 0; i < WIDTH; i++) {
                variance += Math.pow(x[row * WIDTH + i] - mean, 2) / WIDTH;
            }
            for (int i = 0; i < WIDTH; i++) {
                out[row * WIDTH + i] =
                        (x[row * WIDTH + i] - mean) / Math.sqrt(variance + 1e-5) * (1 + modulation[scaleAt + i])
                                + modulation[shiftAt + i];
            }
        }
        return out;
    }

    /** {@code X W^T + b}, with {@code s (X A^T) B^T} where a pair is given. */
    double[] linear(String name, double[] x, @Nullable Pair pair) {
        return linear(weight(name + ".weight"), weight(name + ".bias"), x, pair);
    }

    static double[] linear(double[] w, double[] bias, double[] x, @Nullable Pair pair) {
        int outputs = bias.length;
        int inputs = w.length / outputs;
        double[] y = new double[x.length / inputs * outputs];
        for (int row = 0; row < x.length / inputs; row++) {
            for (int o = 0; o < outputs; o++) {
                double sum = bias[o];
                for (int i = 0; i < inputs; i++) {
                    sum += x[row * inputs + i] * w[o * inputs + i];
                }
                y[row * outputs + o] = sum;
            }
            for (int r = 0; pair != null && r < pair.a.length / inputs; r++) {
                double inner = 0;
                for (int i = 0; i < inputs; i++) {
                    inner += x[row * inputs + i] * pair.a[r * inputs + i];
                }
                for (int o = 0; o < outputs; o++) {
                    y[row * outputs + o] += pair.scale * inner * pair.bTransposed[r * outputs + o];
                }
            }
        }
        return y;
    }
}
