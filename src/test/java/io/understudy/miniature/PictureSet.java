package io.understudy.miniature;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Captioned pictures as the base's recipe stores them: {@code NAME.rgb} with raw bytes, {@code NAME.json} with subject and
 * attributes.
 *
 * @param images   square pictures
 * @param captions subject first, comma-separated
 */
record PictureSet(List<BufferedImage> images, List<String> captions) {
    static PictureSet read(Path folder, String name) throws IOException {
        List<String> captions = new ArrayList<>();
        for (JsonNode node :
                new JsonMapper().readTree(folder.resolve(name + ".json").toFile())) {
            List<String> parts = new ArrayList<>();
            parts.add(node.get("gender").stringValue());
            node.get("attrs").valueStream().map(JsonNode::stringValue).forEach(parts::add);
            captions.add(String.join(", ", parts));
        }
        byte[] bytes = Files.readAllBytes(folder.resolve(name + ".rgb"));
        int side = (int) Math.round(Math.sqrt(bytes.length / 3.0 / captions.size()));
        List<BufferedImage> images = new ArrayList<>();
        for (int picture = 0; picture < captions.size(); picture++) {
            BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
            for (int i = 0; i < side * side; i++) {
                int at = (picture * side * side + i) * 3;
                image.setRGB(
                        i % side,
                        i / side,
                        (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff));
            }
            images.add(image);
        }
        return new PictureSet(images, captions);
    }
}
