package io.understudy.collaboration.inbox;

import io.understudy.platform.core.Wording;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that a person should know.
 *
 * @param title what happened, such as {@code Run 12 is done}; up to 120 characters
 * @param words the one line that says more; cut after 400 characters, may be empty
 * @param path of the page in the product that shows it, without a leading slash, such as {@code runs/12}
 */
public record Notice(NoticeKind kind, String title, String words, String path) {
    private static final int TITLE = 120;
    private static final int WORDS = 400;
    private static final int PATH = 500;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    public Notice {
        if (title.isBlank() || title.length() > TITLE) {
            throw new IllegalArgumentException("A notice has a title of 1 to " + TITLE + " characters, not: " + title);
        }
        // Anything else could lead out of the product.
        if (!path.matches("[a-z0-9][^:\\\\\\s]*") || path.length() > PATH) {
            throw new IllegalArgumentException("A notice leads to a page of the product, not to: " + path);
        }
        words = Wording.cut(words, WORDS);
    }

    /** What it is about: notices about one thing share it, also where they lead to several of its pages. */
    String subject() {
        Matcher id = ID.matcher(path);
        return id.find() ? id.group() : path.replaceFirst("[?#].*", "");
    }
}
