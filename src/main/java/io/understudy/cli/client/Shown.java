package io.understudy.cli.client;

/** Words of a server or a file, as a terminal may show them. */
public final class Shown {
    private Shown() {}

    /** They write no lines of their own, and do not reverse the direction of letters. */
    public static String of(String words) {
        return words.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }
}
