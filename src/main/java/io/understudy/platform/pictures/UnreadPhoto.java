package io.understudy.platform.pictures;

import java.util.List;
import java.util.Locale;

/** Photos in HEIC, HEIF or AVIF, as phones keep them: nothing here reads them. */
public final class UnreadPhoto {
    /** Why one is turned away, wherever it comes in: the end of a sentence that begins with its name. */
    public static final String REASON = "it is a HEIC or AVIF photo, which cannot be read";

    public static final String ADVICE =
            "save it as JPEG and add it again (iPhone: Settings, Camera, Formats, Most Compatible)";
    public static final String REFUSAL = REASON + ": " + ADVICE;

    private static final List<String> ENDINGS = List.of(".heic", ".heif", ".hif", ".avif");

    /** What follows {@code ftyp} in their files. */
    private static final List<String> BRANDS =
            List.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis");

    private static final int MARK = 4;

    private UnreadPhoto() {}

    public static boolean isNamed(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    /** @param head the first bytes of a file, each as one letter */
    public static boolean begins(String head) {
        return BRANDS.stream().anyMatch(brand -> head.startsWith("ftyp" + brand, MARK));
    }
}
