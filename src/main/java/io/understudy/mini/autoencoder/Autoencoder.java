package io.understudy.mini.autoencoder;

import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.lora.format.TensorInfo;
import io.understudy.mini.kernel.Kernels;
import io.understudy.mini.kernel.Matrix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Turns pictures into latent pictures and back. Its stages are data: the base file may list them under
 * {@code understudy.encoder} and {@code understudy.decoder}, separated by spaces, as {@code unshuffle:4}, {@code shuffle:4},
 * {@code conv:NAME}, {@code res:NAME} (a residual block of the convolutions NAME.a and NAME.b) and {@code silu}; names are those
 * of the file's tensors without {@code vae.}. Immutable.
 */
public final class Autoencoder {
    private static final String PREFIX = "vae.";
    private static final String DEFAULT_ENCODER = "unshuffle:4 conv:e0 res:e1 unshuffle:2 conv:e2 res:e3 conv:e4";
    private static final String DEFAULT_DECODER =
            "conv:d0 res:d1 conv:d2 shuffle:2 res:d3 res:d4 silu conv:d5 shuffle:4";

    private final Kernels kernels;
    private final List<AutoencoderStage> encoder;
    private final List<AutoencoderStage> decoder;
    private final float[] mean;
    private final float[] deviation;
    private final int gridSide;
    private final int pictureSide;

    private Autoencoder(
            Kernels kernels,
            List<AutoencoderStage> encoder,
            List<AutoencoderStage> decoder,
            float[] mean,
            float[] deviation,
            int gridSide) {
        this.kernels = kernels;
        this.encoder = List.copyOf(encoder);
        this.decoder = List.copyOf(decoder);
        this.mean = mean;
        this.deviation = deviation;
        this.gridSide = gridSide;
        int side = gridSide;
        for (AutoencoderStage stage : encoder) {
            if (stage instanceof AutoencoderStage.Unshuffle unshuffle) {
                side *= unshuffle.factor();
            }
        }
        this.pictureSide = side;
    }

    /**
     * Reads the networks of a base file.
     *
     * @param gridSide cells along each side of a latent picture
     * @throws MalformedSafetensorsException if a stage is unknown or its tensors are missing
     */
    public static Autoencoder read(SafetensorsFile file, int gridSide, Kernels kernels) throws IOException {
        Map<String, String> metadata = file.metadata();
        return new Autoencoder(
                kernels,
                stages(file, metadata.getOrDefault("understudy.encoder", DEFAULT_ENCODER)),
                stages(file, metadata.getOrDefault("understudy.decoder", DEFAULT_DECODER)),
                file.floats(PREFIX + "latent_mean"),
                file.floats(PREFIX + "latent_std"),
                gridSide);
    }

    private static List<AutoencoderStage> stages(SafetensorsFile file, String description) throws IOException {
        List<AutoencoderStage> stages = new ArrayList<>();
        for (String word : description.strip().split("\\s+", -1)) {
            int colon = word.indexOf(':');
            String kind = colon < 0 ? word : word.substring(0, colon);
            String argument = word.substring(colon + 1);
            stages.add(
                    switch (kind) {
                        case "unshuffle" -> new AutoencoderStage.Unshuffle(factor(word, argument));
                        case "shuffle" -> new AutoencoderStage.Shuffle(factor(word, argument));
                        case "conv" -> new AutoencoderStage.Convolve(convolution(file, argument));
                        case "res" ->
                            new AutoencoderStage.Residual(
                                    convolution(file, argument + ".a"), convolution(file, argument + ".b"));
                        case "silu" -> new AutoencoderStage.Activate();
                        default ->
                            throw new MalformedSafetensorsException(
                                    "The base describes the unknown autoencoder stage \"%s\".".formatted(word));
                    });
        }
        return stages;
    }

    private static int factor(String word, String argument) throws MalformedSafetensorsException {
        if (!argument.matches("[1-9]\\d?")) {
            throw new MalformedSafetensorsException("The autoencoder stage \"%s\" needs a factor.".formatted(word));
        }
        return Integer.parseInt(argument);
    }

    private static Convolution convolution(SafetensorsFile file, String name) throws IOException {
        float[] weight = file.floats(PREFIX + name + ".weight");
        TensorInfo info = file.tensor(PREFIX + name + ".weight").orElseThrow();
        int outputs = info.dimension(0);
        return new Convolution(
                Matrix.of(weight, outputs, weight.length / outputs),
                file.floats(PREFIX + name + ".bias"),
                info.dimension(3));
    }

    /** Pixels along each side of a picture. */
    public int pictureSide() {
        return pictureSide;
    }

    /**
     * Compresses a picture.
     *
     * @param picture planes red, green, blue, each {@code pictureSide * pictureSide} values from -1 to 1
     * @return normalised latent picture, {@code [cells, latentChannels]}
     */
    public float[] encode(float[] picture) {
        FeatureMap map = new FeatureMap(picture, 3, pictureSide);
        for (AutoencoderStage stage : encoder) {
            map = stage.apply(kernels, map);
        }
        int channels = mean.length;
        int cells = gridSide * gridSide;
        float[] latent = new float[cells * channels];
        for (int channel = 0; channel < channels; channel++) {
            for (int cell = 0; cell < cells; cell++) {
                latent[cell * channels + channel] =
                        (map.values()[channel * cells + cell] - mean[channel]) / deviation[channel];
            }
        }
        return latent;
    }

    /**
     * Decodes a latent picture.
     *
     * @param latent normalised latent picture, {@code [cells, latentChannels]}
     * @return planes red, green, blue; values may lie slightly outside -1 to 1
     */
    public float[] decode(float[] latent) {
        int channels = mean.length;
        int cells = gridSide * gridSide;
        float[] planes = new float[latent.length];
        for (int channel = 0; channel < channels; channel++) {
            for (int cell = 0; cell < cells; cell++) {
                planes[channel * cells + cell] = latent[cell * channels + channel] * deviation[channel] + mean[channel];
            }
        }
        FeatureMap map = new FeatureMap(planes, channels, gridSide);
        for (AutoencoderStage stage : decoder) {
            map = stage.apply(kernels, map);
        }
        return map.values();
    }
}
