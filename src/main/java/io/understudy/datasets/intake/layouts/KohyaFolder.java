package io.understudy.datasets.intake.layouts;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder of kohya's layout, such as {@code 10_ohwx woman}.
 *
 * @param repeats how often each of its pictures is shown in an epoch
 * @param words the caption of its pictures that have none
 */
public record KohyaFolder(String name, int repeats, String words) {
    private static final Pattern NAME = Pattern.compile("(\\d{1,4})_(.+)");

    /** A larger number is another one, such as the year of a trip. */
    private static final int MOST_REPEATS = 200;

    /** The folder in which a file lies, if it is one whose pictures are shown. */
    public static Optional<KohyaFolder> of(String path) {
        return named(path).filter(folder -> folder.repeats > 0 && folder.repeats <= MOST_REPEATS);
    }

    /** Why a file is never shown, as the end of a sentence. */
    static Optional<String> leftOut(String path) {
        return named(path)
                .filter(folder -> folder.repeats == 0)
                .map(folder -> "kohya never shows it (folder " + folder.name + ": 0 repeats)");
    }

    /** A sentence about the folder of a file whose number is not taken for repeats. */
    public static Optional<String> plain(String path) {
        return named(path)
                .filter(folder -> folder.repeats > MOST_REPEATS)
                .map(folder -> "The folder “" + folder.name + "” gives no repeats and no caption, because its number is"
                        + " above " + MOST_REPEATS + " and looks like a year; if it means repeats, select the photos"
                        + " and set them");
    }

    /** Such as {@code an epoch shows each of them 10 times}. */
    public String often() {
        return "an epoch shows each of them " + (repeats == 1 ? "once" : repeats + " times");
    }

    /** What became of its pictures without caption where settings speak of them. */
    public String outranked() {
        return "kept none of the words of the folder, “" + words
                + "”, because trainers that have settings take none from there";
    }

    private static Optional<KohyaFolder> named(String path) {
        List<String> folders = Folders.of(path);
        if (folders.isEmpty()) {
            return Optional.empty();
        }
        Matcher name = NAME.matcher(folders.getLast());
        return name.matches()
                ? Optional.of(new KohyaFolder(
                        name.group(),
                        Integer.parseInt(name.group(1)),
                        name.group(2).strip()))
                : Optional.empty();
    }
}
