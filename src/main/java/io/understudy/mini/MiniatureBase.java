package io.understudy.mini;

import io.understudy.lora.format.SafetensorsFile;
import io.understudy.mini.autoencoder.Autoencoder;
import io.understudy.mini.kernel.Kernels;
import io.understudy.mini.network.Tokeniser;
import io.understudy.mini.network.Transformer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The frozen base model: transformer, autoencoder, tokeniser and the generic pictures for prior preservation. Immutable; one
 * instance serves all runs and samples of a process.
 */
public record MiniatureBase(
        String name, Transformer transformer, Autoencoder autoencoder, Tokeniser tokeniser, PriorPictures priors) {
    /** Architecture name in the metadata of LoRA files made here. */
    public static final String ARCHITECTURE = "understudy-miniature";

    private static final String BUNDLED = "/miniature/base.safetensors";
    private static final String BUNDLED_PRIORS = "/miniature/priors.safetensors";

    private static MiniatureBase of(SafetensorsFile file, SafetensorsFile priorFile, Kernels kernels)
            throws IOException {
        String name = file.metadata().getOrDefault("name", "unnamed");
        Transformer transformer = Transformer.read(file, kernels);
        return new MiniatureBase(
                name,
                transformer,
                Autoencoder.read(file, transformer.shape().gridSide(), kernels),
                new Tokeniser(transformer.shape().buckets()),
                PriorPictures.read(priorFile, name, transformer.shape().latentSize()));
    }

    /**
     * The base that comes with the program, on the fastest kernels this machine has.
     *
     * @throws IOException if the program was built without it or it is damaged
     */
    public static MiniatureBase load() throws IOException {
        return load(Kernels.fastest());
    }

    /** The base that comes with the program, on the given kernels; results are the same on all of them. */
    public static MiniatureBase load(Kernels kernels) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.of(resource(BUNDLED));
                SafetensorsFile priors = SafetensorsFile.of(resource(BUNDLED_PRIORS))) {
            return of(file, priors, kernels);
        }
    }

    /**
     * Another base.
     *
     * @param file   tensors of transformer and autoencoder
     * @param priors tensor {@code prior.latents} and its captions; may be the same file, and may lack them, which turns prior
     *     preservation off
     */
    public static MiniatureBase read(SafetensorsFile file, SafetensorsFile priors) throws IOException {
        return of(file, priors, Kernels.fastest());
    }

    private static byte[] resource(String path) throws IOException {
        try (InputStream in = MiniatureBase.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new FileNotFoundException("The program was built without " + path + ".");
            }
            return in.readAllBytes();
        }
    }

    public int pictureSide() {
        return autoencoder.pictureSide();
    }
}
