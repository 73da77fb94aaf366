package io.understudy.providers.fal;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the models of {@link FakeFal} make: trainers a LoRA with its config, captioners words, the others a picture. */
final class FakeModels {
    private static final int BLOCKS = 8;

    private final FakeStore store;
    private volatile byte[] lora = {};

    FakeModels(FakeStore store) {
        this.store = store;
    }

    void deliver(byte[] safetensors) {
        lora = safetensors.clone();
    }

    FakeAnswer result(FakeRequest request) {
        if (request.input.has("image_url") || request.input.has("image_urls")) {
            return described(request);
        }
        return request.input.has("prompt") ? drawn(request) : trained(request);
    }

    /** Florence names its words otherwise than the others do. */
    private static FakeAnswer described(FakeRequest request) {
        String field = request.endpoint.contains("florence") ? "results" : "output";
        return FakeAnswer.of(
                200,
                JsonMapper.shared()
                        .createObjectNode()
                        .put(field, "Close-up, smiling, in a red coat on a pier.")
                        .toString());
    }

    private FakeAnswer trained(FakeRequest request) {
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        answer.putObject("diffusers_lora_file").put("url", store.put(request.id + ".safetensors", lora));
        answer.putObject("config_file")
                .put("url", store.put("config.json", "{\"trained\":true}".getBytes(StandardCharsets.UTF_8)));
        String units = new BigDecimal(request.input.path("steps").asInt(1))
                .movePointLeft(3)
                .toPlainString();
        return new FakeAnswer(200, answer.toString(), Map.of("X-Fal-Billable-Units", units));
    }

    /** A picture that depends on prompt, seed and LoRAs alone. */
    private FakeAnswer drawn(FakeRequest request) {
        JsonNode input = request.input;
        int width = input.path("image_size").path("width").asInt();
        int height = input.path("image_size").path("height").asInt();
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        answer.putArray("images")
                .addObject()
                .put("url", store.put(request.id + ".png", png(width, height, seed(input))))
                .put("width", width)
                .put("height", height)
                .put("content_type", "image/png");
        answer.putObject("timings").put("inference", 1.9);
        answer.put("seed", input.path("seed").asLong());
        answer.putArray("has_nsfw_concepts").add(request.isBlackedOut());
        answer.put("prompt", input.path("prompt").asString());
        return FakeAnswer.of(200, answer.toString());
    }

    private int seed(JsonNode input) {
        StringBuilder what = new StringBuilder(
                input.path("prompt").asString() + input.path("seed").asLong());
        for (JsonNode used : input.path("loras")) {
            byte[] weights = Objects.requireNonNullElse(
                    store.file(URI.create(used.path("path").asString())), new byte[0]);
            what.append(Arrays.hashCode(weights)).append(used.path("scale").asDouble());
        }
        return what.toString().hashCode();
    }

    private static byte[] png(int width, int height, int seed) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed);
        int block = Math.max(1, width / BLOCKS);
        for (int y = 0; y < height; y += block) {
            for (int x = 0; x < width; x += block) {
                int colour = random.nextInt(0x1000000);
                for (int dy = 0; dy < block && y + dy < height; dy++) {
                    for (int dx = 0; dx < block && x + dx < width; dx++) {
                        image.setRGB(x + dx, y + dy, colour);
                    }
                }
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        return png.toByteArray();
    }
}
