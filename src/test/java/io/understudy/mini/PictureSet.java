package io.understudy.mini;

import io.understudy.mini.training.TrainingPicture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Captioned pictures made by the generator of the base's recipe: {@code NAME.png} with all of them below each other,
 * {@code NAME.json} with subject and attributes. A and B are characters that were never in the base's data, {@code prior} are
 * generic, {@code val} are generic and unseen.
 *
 * @param images   square pictures
 * @param captions subject first, comma-separated
 */
record PictureSet(List<BufferedImage> images, List<String> captions) {
    static PictureSet load(String name) throws IOException {
        List<String> captions = new ArrayList<>();
        try (InputStream json = resource(name + ".json")) {
            for (JsonNode node : new JsonMapper().readTree(json)) {
                List<String> parts = new ArrayList<>();
                parts.add(node.get("gender").stringValue());
                node.get("attrs").valueStream().map(JsonNode::stringValue).forEach(parts::add);
                captions.add(String.join(", ", parts));
            }
        }
        try (InputStream png = resource(name + ".png")) {
            BufferedImage strip = ImageIO.read(png);
            int side = strip.getWidth();
            List<BufferedImage> images = new ArrayList<>();
            for (int i = 0; i < captions.size(); i++) {
                images.add(strip.getSubimage(0, i * side, side, side));
            }
            return new PictureSet(images, captions);
        }
    }

    private static InputStream resource(String name) throws IOException {
        @Nullable InputStream in = PictureSet.class.getResourceAsStream("/miniature/" + name);
        if (in == null) {
            throw new IOException("There is no test picture set " + name + ".");
        }
        return in;
    }

    PictureSet plus(PictureSet other) {
        List<BufferedImage> allImages = new ArrayList<>(images);
        allImages.addAll(other.images);
        List<String> allCaptions = new ArrayList<>(captions);
        allCaptions.addAll(other.captions);
        return new PictureSet(allImages, allCaptions);
    }

    /** For training: every caption begins with the trigger word. */
    List<TrainingPicture> withTrigger(String word) {
        List<TrainingPicture> pictures = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            pictures.add(new TrainingPicture(images.get(i), word + " " + captions.get(i)));
        }
        return pictures;
    }

    List<float[]> latents(MiniatureBase base) {
        return images.stream().map(image -> latent(base, image)).toList();
    }

    static float[] latent(MiniatureBase base, BufferedImage image) {
        return base.autoencoder().encode(SquarePicture.toPlanes(image, null, base.pictureSide()));
    }
}
