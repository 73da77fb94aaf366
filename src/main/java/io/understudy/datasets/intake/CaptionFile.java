package io.understudy.datasets.intake;

import io.understudy.datasets.images.PictureFileName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A caption that came as a file of its own, next to its picture.
 *
 * @param name of the file: the picture of the same name has this caption
 * @param text one clean line
 * @param note what was odd about the file, or null
 */
public record CaptionFile(
        String name, String text, @Nullable String note) {
    static final List<String> EXTENSIONS = List.of("txt", "caption");

    public static boolean isOne(String fileName) {
        return EXTENSIONS.contains(PictureFileName.extension(fileName));
    }

    public String key() {
        return ZipEntries.key(name);
    }
}
