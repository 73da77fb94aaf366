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

    /** Its repeats; empty where it is never shown. */
    public Optional<Integer> shown() {
        return repeats > 0 ? Optional.of(repeats) : Optional.empty();
    }

    /** The folder in which a file lies, if it is one. */
    public static Optional<KohyaFolder> of(String path) {
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
