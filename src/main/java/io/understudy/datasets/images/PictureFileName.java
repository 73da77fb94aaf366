package io.understudy.datasets.images;

import io.understudy.platform.core.Wording;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A picture's file name as it may be shown, logged and written into an archive. Nothing is ever stored under it: what a
 * browser or a zip sends as a name is only text.
 *
 * @param value no path, no control or invisible formatting characters, no reserved device name, 1 to 120 characters
 */
public record PictureFileName(String value) {
    static final int MAX_LENGTH = 120;

    private static final String NAMELESS = "picture";
    /** Controls, invisible formatting (right-to-left marks among them), unpaired surrogates, private use. */
    private static final Pattern INVISIBLE = Pattern.compile("\\p{C}");

    private static final Pattern RISKY = Pattern.compile("[<>:\"|?*]");
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00A0\\u2028\\u2029]+");
    private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

    public static PictureFileName of(String raw) {
        String last = raw.substring(Math.max(raw.lastIndexOf('/'), raw.lastIndexOf('\\')) + 1);
        String name = Normalizer.normalize(last, Normalizer.Form.NFC);
        name = SPACES.matcher(name).replaceAll(" ");
        name = INVISIBLE.matcher(name).replaceAll("");
        name = RISKY.matcher(name).replaceAll("_").strip();
        name = withoutLeadingDots(name);
        if (DEVICE.matcher(name).matches()) {
            name = "_" + name;
        }
        return new PictureFileName(name.isBlank() ? NAMELESS : shortened(name));
    }

    public static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    public static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
    }

    private static String withoutLeadingDots(String name) {
        int start = 0;
        while (start < name.length() && name.charAt(start) == '.') {
            start++;
        }
        return name.substring(start);
    }

    private static String shortened(String name) {
        if (name.length() <= MAX_LENGTH) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && name.length() - dot <= 6 ? name.substring(dot) : "";
        return Wording.cut(name, MAX_LENGTH - extension.length()) + extension;
    }
}
