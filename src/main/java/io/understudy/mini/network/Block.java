package io.understudy.mini.network;

import io.understudy.mini.kernel.Kernels;
import io.understudy.mini.kernel.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * A single-stream block as in FLUX: attention and MLP side by side between two linear layers, one modulation.
 *
 * <pre>
 * (shift, scale, gate) = modulation(v)
 * q, k, v, m = first(norm(x) (1 + scale) + shift)
 * x += gate * second([attention(q, k, v) ; gelu(m)])
 * </pre>
 *
 * @param modulation conditioning to shift, scale and gate
 * @param first      width to queries, keys, values and MLP
 * @param second     attention and MLP to width
 */
record Block(TransformerShape shape, VectorLinear modulation, Linear first, Linear second, Attention attention) {
    /**
     * @param condition the conditioning vector v
     * @param index     number of this block
     */
    void forward(Kernels kernels, Activations work, int index, float[] condition, @Nullable AdapterUse use) {
        BlockActivations kept = work.blocks.get(index);
        Matrix input = work.streams.get(index);
        int width = shape.width();
        kept.modulation = modulation.apply(condition);
        AdaptiveLayerNorm.forward(input.data(), kept.statistics, kept.modulation, 0, width, width, kept.normed.data());
        first.multiply(kernels, kept.normed, kept.projected);
        if (use != null) {
            use.adapter().first(index).forward(kernels, use.scale(), kept.normed, kept.firstInner, kept.projected);
        }
        first.addBias(kept.projected);
        attention.forward(kernels, kept, work.scratch);
        for (int token = 0; token < shape.tokens(); token++) {
            Gelu.forward(
                    kept.projected.data(),
                    token * shape.projection() + 3 * width,
                    kept.tanh,
                    token * shape.hidden(),
                    kept.mixed.data(),
                    token * shape.mixed() + width,
                    shape.hidden());
        }
        Matrix update = work.scratch.update;
        second.multiply(kernels, kept.mixed, update);
        if (use != null) {
            use.adapter().second(index).forward(kernels, use.scale(), kept.mixed, kept.secondInner, update);
        }
        second.addBias(update);
        addGated(
                input.data(),
                update.data(),
                kept.modulation,
                work.streams.get(index + 1).data());
    }

    /** Turns {@code gradStream} from the gradient after this block into that before it and adds the pairs' gradients. */
    void backward(Kernels kernels, Activations work, int index, AdapterUse use, LoraGradient gradient) {
        BlockActivations kept = work.blocks.get(index);
        Scratch scratch = work.scratch;
        int width = shape.width();
        gate(work.gradStream.data(), kept.modulation, scratch.update.data());
        second.backward(kernels, scratch.update, scratch.gradMixed);
        LoraPair secondPair = use.adapter().second(index);
        secondPair.backward(
                kernels,
                use.scale(),
                kept.mixed,
                kept.secondInner,
                scratch.update,
                scratch.gradInner,
                gradient.pairs().get(2 * index + 1));
        secondPair.addInputGradient(kernels, scratch.gradInner, scratch.gradMixed);
        for (int token = 0; token < shape.tokens(); token++) {
            Gelu.backward(
                    kept.projected.data(),
                    token * shape.projection() + 3 * width,
                    kept.tanh,
                    token * shape.hidden(),
                    scratch.gradMixed.data(),
                    token * shape.mixed() + width,
                    scratch.gradProjected.data(),
                    token * shape.projection() + 3 * width,
                    shape.hidden());
        }
        attention.backward(kernels, kept, scratch);
        LoraPair firstPair = use.adapter().first(index);
        firstPair.backward(
                kernels,
                use.scale(),
                kept.normed,
                kept.firstInner,
                scratch.gradProjected,
                scratch.gradInner,
                gradient.pairs().get(2 * index));
        if (index == 0) {
            // Nothing trainable lies before the first block.
            return;
        }
        first.backward(kernels, scratch.gradProjected, scratch.gradNormed);
        firstPair.addInputGradient(kernels, scratch.gradInner, scratch.gradNormed);
        AdaptiveLayerNorm.backward(
                work.streams.get(index).data(),
                kept.statistics,
                kept.modulation,
                width,
                width,
                scratch.gradNormed.data(),
                work.gradStream.data());
    }

    /** This block with the adapters' changes added to its two weights. */
    Block merged(Kernels kernels, int index, Iterable<AdapterUse> uses) {
        Linear mergedFirst = first;
        Linear mergedSecond = second;
        for (AdapterUse use : uses) {
            mergedFirst = mergedFirst.plus(use.adapter().first(index).mergedTransposed(kernels, use.scale()));
            mergedSecond = mergedSecond.plus(use.adapter().second(index).mergedTransposed(kernels, use.scale()));
        }
        return new Block(shape, modulation, mergedFirst, mergedSecond, attention);
    }

    /** {@code out = x + gate * update}. */
    private void addGated(float[] x, float[] update, float[] modulation, float[] out) {
        int width = shape.width();
        for (int token = 0; token < shape.tokens(); token++) {
            int at = token * width;
            for (int i = 0; i < width; i++) {
                out[at + i] = x[at + i] + modulation[2 * width + i] * update[at + i];
            }
        }
    }

    private void gate(float[] gradStream, float[] modulation, float[] gradUpdate) {
        int width = shape.width();
        for (int token = 0; token < shape.tokens(); token++) {
            int at = token * width;
            for (int i = 0; i < width; i++) {
                gradUpdate[at + i] = gradStream[at + i] * modulation[2 * width + i];
            }
        }
    }
}
