package io.understudy.datasets.intake;

import io.understudy.datasets.captions.text.CaptionText;
import io.understudy.datasets.images.PictureFileName;
import io.understudy.datasets.intake.layouts.CaptionList;
import io.understudy.datasets.intake.layouts.KohyaFolder;
import io.understudy.datasets.intake.layouts.TrainerSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A caption that came in a file next to its picture, or that a file has for pictures without one.
 *
 * @param path of the picture that has this caption, with any ending, as far as the browser or the list says it
 * @param text one clean line
 * @param note what was odd about the file, or null
 * @param source the file that it came in, as the browser sent its name
 */
public record CaptionFile(
        String path, String text, @Nullable String note, String source, Kind kind) {
    public enum Kind {
        /** In a file of its own. */
        SINGLE,
        /** In a list of many. */
        LISTED,
        /** For a picture that has none. */
        USUAL
    }

    private static final List<String> TEXTS = List.of("txt", "caption");

    /** Whether a file holds captions or says what pictures are, and is no picture. */
    public static boolean isOne(String fileName) {
        return isText(fileName)
                || PictureFileName.extension(fileName).equals("json")
                || CaptionList.isOne(fileName)
                || TrainerSettings.isOne(fileName);
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
        return kind == Kind.LISTED;
    }

    /** Whether it may stand for a caption of its picture: a usual one only for none, or for the words of a folder. */
    public boolean replaces(String caption) {
        return kind != Kind.USUAL
                || caption.isEmpty()
                || KohyaFolder.of(path)
                        .filter(folder -> CaptionText.clean(folder.words()).equals(caption))
                        .isPresent();
    }
}
