package io.understudy.versions.review.decisions;

import java.util.regex.Pattern;

/**
 * Stands for everything that a decision about a version rests on: file, snapshot, parameters, checklist, ticks and
 * their evidence. A page keeps the one it shows and sends it along with the decision.
 *
 * @param hex SHA-256, 64 lower-case hexadecimal digits
 */
public record ManifestHash(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    /** Of nothing: for questions in which it does not matter whether a signature holds. */
    public static final ManifestHash NONE = new ManifestHash("0".repeat(64));

    public ManifestHash {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("A manifest hash is 64 lower-case hex digits: " + hex);
        }
    }

    /** The first eight digits, enough to see that two decisions rest on the same things. */
    public String brief() {
        return hex.substring(0, 8);
    }
}
