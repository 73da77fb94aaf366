package io.understudy.prompting.language;

/**
 * Position of something in a text.
 *
 * @param start of its first character, from 0, in UTF-16 units
 * @param end behind its last character
 */
public record TextSpan(int start, int end) {
    /** For what was made and not read. */
    public static final TextSpan NOWHERE = new TextSpan(0, 0);

    /** Counted from 1, as editors do. */
    public int column() {
        return start + 1;
    }
}
