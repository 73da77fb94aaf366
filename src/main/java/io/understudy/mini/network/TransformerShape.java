package io.understudy.mini.network;

import io.understudy.mini.kernel.PackedMatrix;

/**
 * Sizes of a transformer, all read from its tensors.
 *
 * @param width          values per token (d)
 * @param depth          number of blocks
 * @param headSize       values per attention head
 * @param hidden         width of the MLP inside a block
 * @param latentChannels values per picture cell
 * @param gridSide       cells along each side of the latent picture
 * @param buckets        rows of the word embedding
 */
public record TransformerShape(
        int width, int depth, int headSize, int hidden, int latentChannels, int gridSide, int buckets) {
    /**
     * @throws IllegalArgumentException if the kernels cannot work with these sizes
     */
    public TransformerShape {
        requirePanels("width", width);
        requirePanels("head size", headSize);
        requirePanels("hidden width", hidden);
        requirePanels("latent channels", latentChannels);
        requirePanels("token count", Tokeniser.LENGTH + gridSide * gridSide);
        if (width % headSize != 0) {
            throw new IllegalArgumentException(
                    "The width %d is not a multiple of the head size %d.".formatted(width, headSize));
        }
    }

    private static void requirePanels(String what, int size) {
        if (size <= 0 || size % PackedMatrix.PANEL != 0) {
            throw new IllegalArgumentException(
                    "The %s must be a multiple of %d, not %d.".formatted(what, PackedMatrix.PANEL, size));
        }
    }

    public int cells() {
        return gridSide * gridSide;
    }

    public int tokens() {
        return Tokeniser.LENGTH + cells();
    }

    public int heads() {
        return width / headSize;
    }

    /** Outputs of a block's first linear layer: queries, keys, values and the MLP. */
    public int projection() {
        return 3 * width + hidden;
    }

    /** Inputs of a block's second linear layer: attention and the MLP. */
    public int mixed() {
        return width + hidden;
    }

    /** Values of one latent picture, cell by cell. */
    public int latentSize() {
        return cells() * latentChannels;
    }
}
