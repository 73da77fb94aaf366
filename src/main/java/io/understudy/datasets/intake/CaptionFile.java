package io.understudy.datasets.intake;

import io.understudy.datasets.captions.text.CaptionText;
import io.understudy.datasets.images.PictureFileName;
import io.understudy.datasets.intake.layouts.CaptionList;
import io.understudy.datasets.intake.layouts.KohyaFolder;
import io.understudy.datasets.intake.layouts.TrainerSettings;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
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
    private static final String JSON = "json";
    private static final int IN_A_LIST = TEXTS.size() + 2;

    /** {@code 1.txt} before {@code 1.jpg.txt}. */
    private static final Comparator<String> BY_NAME =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    /**
     * Which of several caption files of a picture counts, the first most: one with words, that of the ending which its
     * trainer reads, then {@code .txt}, {@code .caption} and others, a list, and what a downloader wrote.
     *
     * @param ending of its picture's captions, without the dot; may be empty
     */
    public static Comparator<CaptionFile> precedence(Function<CaptionFile, String> ending) {
        return Comparator.comparing((CaptionFile file) -> file.text.isEmpty())
                .thenComparingInt(file -> switch (file.kind) {
                    case SINGLE -> rank(file.source, ending.apply(file));
                    case LISTED -> IN_A_LIST;
                    case USUAL -> Integer.MAX_VALUE;
                })
                .thenComparing(CaptionFile::source, BY_NAME);
    }

    /** The same of files next to a picture. */
    static Comparator<String> precedence(String ending) {
        return Comparator.<String>comparingInt(path -> rank(path, ending)).thenComparing(BY_NAME);
    }

    private static int rank(String path, String ending) {
        String own = PictureFileName.extension(path);
        if (own.equals(ending)) {
            return 0;
        }
        int text = TEXTS.indexOf(own);
        return text >= 0 ? 1 + text : own.equals(JSON) ? IN_A_LIST + 1 : IN_A_LIST - 1;
    }

    /** Whether a file holds captions or says what pictures are, and is no picture. */
    public static boolean isOne(String fileName) {
        return isText(fileName)
                || PictureFileName.extension(fileName).equals(JSON)
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

    public CaptionFile with(String more) {
        return new CaptionFile(path, text, note == null ? more : note + "; " + more, source, kind);
    }

    /** With the folder. */
    public String pathKey() {
        return ZipEntries.key(path);
    }

    /** A downloader writes a title next to a picture, for which a caption is better. */
    public boolean isOfDownloader() {
        return kind == Kind.SINGLE && PictureFileName.extension(source).equals(JSON);
    }

    public boolean isListed() {
        return kind == Kind.LISTED;
    }

    public boolean isUsual() {
        return kind == Kind.USUAL;
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
