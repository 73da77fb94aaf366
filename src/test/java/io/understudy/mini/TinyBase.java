package io.understudy.mini;

import io.understudy.lora.format.SafetensorsFile;
import io.understudy.lora.format.SafetensorsWriter;
import io.understudy.lora.format.TensorType;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

/** A base of random weights, small enough for exhaustive checks: 16 pixels, 4 x 4 cells, two blocks of width 32. */
public final class TinyBase {
    public static final int WIDTH = 32;
    public static final int HEAD = 16;
    public static final int HIDDEN = 48;
    public static final int CHANNELS = 16;
    public static final int SIDE = 4;
    public static final int DEPTH = 2;

    private static final int BUCKETS = 64;

    private final Random random = new Random(11);
    private final SafetensorsWriter writer = new SafetensorsWriter();

    private TinyBase(String name) {
        writer.metadata("name", name)
                .metadata("understudy.encoder", "unshuffle:2 conv:e0 unshuffle:2 res:e1 conv:e2")
                .metadata("understudy.decoder", "conv:d0 silu shuffle:4");
        linear("img_in", WIDTH, CHANNELS);
        tensor("transformer.pos", 0.5, SIDE * SIDE, WIDTH);
        tensor("transformer.txt.weight", 1, BUCKETS, WIDTH);
        for (String layer : new String[] {"txt_in", "t1", "t2", "p1"}) {
            linear(layer, WIDTH, WIDTH);
        }
        for (int block = 0; block < DEPTH; block++) {
            linear("blocks." + block + ".mod", 3 * WIDTH, WIDTH);
            linear("blocks." + block + ".lin1", 3 * WIDTH + HIDDEN, WIDTH);
            linear("blocks." + block + ".lin2", WIDTH, WIDTH + HIDDEN);
            tensor("transformer.blocks." + block + ".qn", 1, HEAD);
            tensor("transformer.blocks." + block + ".kn", 1, HEAD);
        }
        linear("fmod", 2 * WIDTH, WIDTH);
        linear("out", CHANNELS, WIDTH);
        convolution("e0", 8, 12, 3);
        convolution("e1.a", 32, 32, 3);
        convolution("e1.b", 32, 32, 1);
        convolution("e2", CHANNELS, 32, 1);
        convolution("d0", 48, CHANNELS, 3);
        tensor("vae.latent_mean", 0.1, CHANNELS);
        writer.tensor("vae.latent_std", TensorType.F32, ones(), CHANNELS);
        writer.tensor("prior.latents", TensorType.F16, values(1, 4 * SIDE * SIDE * CHANNELS), 4, SIDE * SIDE, CHANNELS);
        writer.metadata("understudy.prior_captions", "man, black hair, beach\nwoman, smiling\nman\nwoman, red hair");
    }

    public static byte[] bytes() {
        return new TinyBase("tiny").writer.toBytes();
    }

    public static MiniatureBase load() {
        return load("tiny");
    }

    public static MiniatureBase load(String name) {
        try (SafetensorsFile file = SafetensorsFile.of(new TinyBase(name).writer.toBytes())) {
            return MiniatureBase.read(file, file);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private void linear(String name, int outputs, int inputs) {
        tensor("transformer." + name + ".weight", 1 / Math.sqrt(inputs), outputs, inputs);
        tensor("transformer." + name + ".bias", 0.3, outputs);
    }

    private void convolution(String name, int outputs, int inputs, int kernel) {
        tensor("vae." + name + ".weight", 0.7 / Math.sqrt(inputs * kernel * kernel), outputs, inputs, kernel, kernel);
        tensor("vae." + name + ".bias", 0.1, outputs);
    }

    private void tensor(String name, double deviation, int... shape) {
        int count = 1;
        for (int dimension : shape) {
            count *= dimension;
        }
        writer.tensor(name, TensorType.F32, values(deviation, count), shape);
    }

    private float[] values(double deviation, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }

    private static float[] ones() {
        float[] ones = new float[CHANNELS];
        Arrays.fill(ones, 1);
        return ones;
    }
}
