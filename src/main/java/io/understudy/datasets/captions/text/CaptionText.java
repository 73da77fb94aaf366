package io.understudy.datasets.captions.text;

import io.understudy.platform.core.Wording;
import io.understudy.platform.text.DecodedText;
import io.understudy.platform.text.Formats;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

public final class CaptionText {
    /** FLUX reads 512 tokens, about 2000 characters of English. */
    public static final int MAX_LENGTH = 2_000;

    /** A caption that is cut leaves room for a trigger word of any length and its comma. */
    private static final int CUT_LENGTH = MAX_LENGTH - 64;

    private static final Pattern BREAKS = Pattern.compile("[\\s\\u2028\\u2029]+");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]");

    /**
     * What a caption file said.
     *
     * @param text clean, not longer than {@link #MAX_LENGTH}; shorter by the room for a trigger word when it was cut
     * @param note what was odd about the file, or null
     */
    public record FromFile(String text, @Nullable String note) {}

    private CaptionText() {}

    public static String clean(String raw) {
        return INVISIBLE
                .matcher(BREAKS.matcher(raw).replaceAll(" "))
                .replaceAll("")
                .strip();
    }

    /** Reads the {@code .txt} next to a picture: UTF-8, else what Windows editors write. */
    public static FromFile ofFile(byte[] bytes) {
        DecodedText decoded = DecodedText.of(bytes);
        String note = decoded.isUnicode()
                ? null
                : "the caption is not UTF-8; it was read as Windows-1252, check its special characters";
        String text = clean(decoded.text());
        if (text.length() > MAX_LENGTH) {
            text = cut(text);
            note = "the caption was longer than " + Formats.count(MAX_LENGTH) + " characters and was cut to "
                    + Formats.count(text.length()) + ", which leaves room for the trigger word";
        }
        return new FromFile(text, note);
    }

    /** The text as far as it fits, with room for the trigger word. */
    public static String fitting(String text) {
        return text.length() > MAX_LENGTH ? cut(text) : text;
    }

    /** Ends with a whole word, unless a single one fills half of it. */
    private static String cut(String text) {
        int space = text.lastIndexOf(' ', CUT_LENGTH);
        return Wording.withoutEdges(
                space > CUT_LENGTH / 2 ? text.substring(0, space) : Wording.beginning(text, CUT_LENGTH));
    }
}
