package io.understudy.datasets.intake;

import io.understudy.datasets.images.PictureFileName;
import io.understudy.datasets.intake.layouts.CaptionList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A caption that came in a file next to its picture.
 *
 * @param path of the picture that has this caption, with any ending, as far as the browser or the list says it
 * @param text one clean line
 * @param note what was odd about the file, or null
 * @param source the file that it came in, as the browser sent its name: one of its own, or a list of many
 */
public record CaptionFile(
        String path, String text, @Nullable String note, String source) {
    private static final List<String> TEXTS = List.of("txt", "caption");

    /** Whether a file holds captions and is no picture. */
    public static boolean isOne(String fileName) {
        return isText(fileName) || PictureFileName.extension(fileName).equals("json") || CaptionList.isOne(fileName);
    }

    static boolean isText(String fileName) {
        return TEXTS.contains(PictureFileName.extension(fileName));
    }

    /** Of its picture, without the folder. */
    public String name() {
        return PictureFileName.of(path).value();
    }

    public String key() {
        return ZipEntries.key(name());
    }

    /** With the folder. */
    public String pathKey() {
        return ZipEntries.key(path);
    }

    public boolean isListed() {
        return CaptionList.isOne(source);
    }
}
