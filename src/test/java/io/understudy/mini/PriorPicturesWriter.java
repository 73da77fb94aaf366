package io.understudy.mini;

import io.understudy.lora.format.SafetensorsFile;
import io.understudy.lora.format.SafetensorsWriter;
import io.understudy.lora.format.TensorType;
import io.understudy.mini.autoencoder.Autoencoder;
import io.understudy.mini.kernel.Kernels;
import io.understudy.mini.network.Transformer;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Encodes generic pictures with a base's autoencoder into the prior resource that ships next to the base; to be run
 * again for every new base. Arguments: base file, output file.
 */
final class PriorPicturesWriter {
    private PriorPicturesWriter() {}

    public static void main(String[] args) throws IOException {
        PictureSet pictures = PictureSet.load("prior");
        try (SafetensorsFile base = SafetensorsFile.open(Path.of(args[0]))) {
            Kernels kernels = Kernels.fastest();
            int gridSide = Transformer.read(base, kernels).shape().gridSide();
            Autoencoder autoencoder = Autoencoder.read(base, gridSide, kernels);
            int count = pictures.images().size();
            float[] all = new float[0];
            for (int i = 0; i < count; i++) {
                float[] latent = autoencoder.encode(
                        SquarePicture.toPlanes(pictures.images().get(i), null, autoencoder.pictureSide()));
                all = i == 0 ? new float[count * latent.length] : all;
                System.arraycopy(latent, 0, all, i * latent.length, latent.length);
            }
            int cells = gridSide * gridSide;
            new SafetensorsWriter()
                    .metadata("understudy.base", base.metadata().getOrDefault("name", "unnamed"))
                    .metadata("understudy.prior_captions", String.join("\n", pictures.captions()))
                    .tensor("prior.latents", TensorType.F16, all, count, cells, all.length / count / cells)
                    .writeTo(Path.of(args[1]));
        }
    }
}
