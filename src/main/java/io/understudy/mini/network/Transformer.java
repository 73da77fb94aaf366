package io.understudy.mini.network;

import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.mini.kernel.Kernels;
import io.understudy.mini.kernel.Matrix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rectified-flow transformer: from a noisy latent picture {@code z = (1 - t) x + t noise}, the time t and a caption it
 * predicts the velocity {@code noise - x}. Frozen and immutable, so any number of threads may share it; each brings its own
 * {@link Activations}.
 */
public final class Transformer {
    private final TransformerShape shape;
    private final Kernels kernels;
    private final float[] words;
    private final float[] positions;
    private final Linear textIn;
    private final Linear pictureIn;
    private final Conditioning conditioning;
    private final List<Block> blocks;
    private final VectorLinear finalModulation;
    private final Linear out;

    private Transformer(TransformerWeights weights, TransformerShape shape, Kernels kernels) {
        this.shape = shape;
        this.kernels = kernels;
        words = weights.get("txt.weight");
        positions = weights.get("pos");
        textIn = weights.linear("txt_in");
        pictureIn = weights.linear("img_in");
        conditioning = new Conditioning(weights, shape.width());
        RotaryTable angles = new RotaryTable(shape);
        blocks = new ArrayList<>();
        for (int index = 0; index < shape.depth(); index++) {
            String block = "blocks." + index + ".";
            blocks.add(new Block(
                    shape,
                    weights.vectorLinear(block + "mod"),
                    weights.linear(block + "lin1"),
                    weights.linear(block + "lin2"),
                    new Attention(
                            shape,
                            new HeadNormRotation(shape, weights.get(block + "qn"), angles),
                            new HeadNormRotation(shape, weights.get(block + "kn"), angles))));
        }
        finalModulation = weights.vectorLinear("fmod");
        out = weights.linear("out");
    }

    private Transformer(Transformer base, List<Block> blocks) {
        this.shape = base.shape;
        this.kernels = base.kernels;
        this.words = base.words;
        this.positions = base.positions;
        this.textIn = base.textIn;
        this.pictureIn = base.pictureIn;
        this.conditioning = base.conditioning;
        this.blocks = List.copyOf(blocks);
        this.finalModulation = base.finalModulation;
        this.out = base.out;
    }

    /**
     * Reads the network of a base file.
     *
     * @throws MalformedSafetensorsException if a tensor is missing or has an unusable size
     */
    public static Transformer read(SafetensorsFile file, Kernels kernels) throws IOException {
        TransformerWeights weights = new TransformerWeights(file);
        TransformerShape shape = weights.shape();
        try {
            return new Transformer(weights, shape, kernels);
        } catch (IllegalArgumentException incomplete) {
            throw new MalformedSafetensorsException(String.valueOf(incomplete.getMessage()), incomplete);
        }
    }

    public TransformerShape shape() {
        return shape;
    }

    /**
     * The transformer with these adapters added to its weights: {@code W + sum_i scale_i B_i A_i}. Adapters of scale zero are
     * left out; with none remaining this is the base itself, bit for bit.
     */
    public Transformer merged(List<AdapterUse> uses) {
        List<AdapterUse> effective =
                uses.stream().filter(use -> use.scale() != 0).toList();
        if (effective.isEmpty()) {
            return this;
        }
        List<Block> merged = new ArrayList<>();
        for (int index = 0; index < blocks.size(); index++) {
            merged.add(blocks.get(index).merged(kernels, index, effective));
        }
        return new Transformer(this, merged);
    }

    /**
     * Predicts the velocity into {@link Activations#velocity()}.
     *
     * @param latent noisy latent picture, {@code [cells, latentChannels]}
     * @param time   1 for pure noise, 0 for the picture
     * @param ids    from {@link Tokeniser#ids}
     * @param use    adapter to apply next to the frozen weights; one of scale 0 changes nothing, bit for bit
     */
    public void forward(Activations work, float[] latent, float time, int[] ids, @Nullable AdapterUse use) {
        AdapterUse effective = use == null || use.scale() == 0 ? null : use;
        float[] condition = conditioning.at(time, ids);
        embed(work, latent, ids);
        for (int index = 0; index < blocks.size(); index++) {
            blocks.get(index).forward(kernels, work, index, condition, effective);
        }
        work.finalModulation = finalModulation.apply(condition);
        AdaptiveLayerNorm.forward(
                work.streams.getLast().data(),
                work.finalStatistics,
                work.finalModulation,
                0,
                shape.width(),
                shape.width(),
                work.finalNormed.data());
        Matrix pictureRows = work.finalNormed.rows(Tokeniser.LENGTH, shape.cells());
        out.multiply(kernels, pictureRows, work.velocity);
        out.addBias(work.velocity);
    }

    /**
     * Adds the gradient of a loss with respect to the adapter, after a {@link #forward} with the same memory and adapter.
     *
     * @param gradVelocity derivative of the loss by the predicted velocity
     */
    public void backward(Activations work, float[] gradVelocity, AdapterUse use, LoraGradient gradient) {
        Matrix gradNormed = work.scratch.gradNormed;
        Arrays.fill(gradNormed.data(), 0, Tokeniser.LENGTH * shape.width(), 0f);
        out.backward(
                kernels,
                Matrix.of(gradVelocity, shape.cells(), shape.latentChannels()),
                gradNormed.rows(Tokeniser.LENGTH, shape.cells()));
        Arrays.fill(work.gradStream.data(), 0f);
        AdaptiveLayerNorm.backward(
                work.streams.getLast().data(),
                work.finalStatistics,
                work.finalModulation,
                shape.width(),
                shape.width(),
                gradNormed.data(),
                work.gradStream.data());
        for (int index = blocks.size() - 1; index >= 0; index--) {
            blocks.get(index).backward(kernels, work, index, use, gradient);
        }
    }

    /** Text tokens first, then the picture cells with their positions. */
    private void embed(Activations work, float[] latent, int[] ids) {
        int width = shape.width();
        float[] text = new float[Tokeniser.LENGTH * width];
        for (int token = 0; token < Tokeniser.LENGTH; token++) {
            System.arraycopy(words, ids[token] * width, text, token * width, width);
        }
        Matrix stream = work.streams.getFirst();
        Matrix textRows = stream.rows(0, Tokeniser.LENGTH);
        textIn.multiply(kernels, Matrix.of(text, Tokeniser.LENGTH, width), textRows);
        textIn.addBias(textRows);
        Matrix pictureRows = stream.rows(Tokeniser.LENGTH, shape.cells());
        pictureIn.multiply(kernels, Matrix.of(latent, shape.cells(), shape.latentChannels()), pictureRows);
        pictureIn.addBias(pictureRows);
        for (int i = 0; i < positions.length; i++) {
            stream.data()[Tokeniser.LENGTH * width + i] += positions[i];
        }
    }
}
