package io.understudy.datasets.images.decoding;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

public enum PictureFormat {
    JPEG("JPEG", "image/jpeg", List.of("jpg", "jpeg")),
    PNG("PNG", "image/png", List.of("png")),
    WEBP("WebP", "image/webp", List.of("webp"));

    private final String label;
    private final String mediaType;
    private final List<String> extensions;

    PictureFormat(String label, String mediaType, List<String> extensions) {
        this.label = label;
        this.mediaType = mediaType;
        this.extensions = extensions;
    }

    public String label() {
        return label;
    }

    public String mediaType() {
        return mediaType;
    }

    public List<String> extensions() {
        return extensions;
    }

    /** The format that a file's name promises; its content decides. */
    public static Optional<PictureFormat> ofName(String fileName) {
        String lower = fileName.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.extensions.stream().anyMatch(extension -> lower.endsWith("." + extension)))
                .findFirst();
    }
}
