package io.understudy.datasets.images.decoding;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

public enum PictureFormat {
    JPEG("JPEG", "image/jpeg", List.of("jpg", "jpeg"), List.of("jfif", "jpe")),
    PNG("PNG", "image/png", List.of("png"), List.of()),
    WEBP("WebP", "image/webp", List.of("webp"), List.of());

    /** Of one colour channel: what is shown and trained on has no more. */
    public static final int USUAL_BITS = 8;

    private final String label;
    private final String mediaType;
    private final List<String> extensions;
    private final List<String> others;

    /** @param others extensions that browsers give their files and trainers do not read */
    PictureFormat(String label, String mediaType, List<String> extensions, List<String> others) {
        this.label = label;
        this.mediaType = mediaType;
        this.extensions = extensions;
        this.others = others;
    }

    public String label() {
        return label;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Under which trainers read it, the usual one first. */
    public List<String> extensions() {
        return extensions;
    }

    /** How a person calls a media type. */
    public static String labelOf(String mediaType) {
        return Arrays.stream(values())
                .filter(format -> format.mediaType.equals(mediaType))
                .map(PictureFormat::label)
                .findFirst()
                .orElse(mediaType);
    }

    /** The format that a file's name promises; its content decides. */
    public static Optional<PictureFormat> ofName(String fileName) {
        String lower = fileName.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> Stream.concat(format.extensions.stream(), format.others.stream())
                        .anyMatch(extension -> lower.endsWith("." + extension)))
                .findFirst();
    }
}
