package io.understudy.datasets.captions.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.TriggerWord;
import java.util.function.UnaryOperator;

/**
 * Find and replace, as plain text or as a regular expression. Expressions are those of RE2, which reads a text in time
 * that grows with its length and never faster: no expression that a person types can hold the server.
 *
 * @param find at least one character
 * @param replace may be empty; with {@code regex}, {@code $1} is what the first group found
 * @param matchCase whether "Red" and "red" differ
 * @param regex whether {@code find} is an expression
 */
public record CaptionReplacement(String find, String replace, boolean matchCase, boolean regex) implements CaptionEdit {
    /** Characters of either input: longer ones are no search but a document. */
    public static final int MAX_LENGTH = 300;

    /** Instructions of a compiled expression; the work on a caption is at most this times its length. */
    private static final int MAX_PROGRAM = 500;

    public CaptionReplacement {
        if (find.isEmpty()) {
            throw DomainException.RuleViolation.in("find", "Say what to look for.");
        }
        if (find.length() > MAX_LENGTH || replace.length() > MAX_LENGTH) {
            throw DomainException.RuleViolation.in(
                    find.length() > MAX_LENGTH ? "find" : "replace",
                    "At most " + MAX_LENGTH + " characters fit here: look for less.");
        }
    }

    @Override
    public String words() {
        return "replaced " + CaptionEdit.quoted(find) + " with " + CaptionEdit.quoted(replace);
    }

    @Override
    public UnaryOperator<String> prepare(TriggerWord triggerWord) {
        Pattern pattern = pattern();
        if (!regex) {
            String literal = Matcher.quoteReplacement(replace);
            return caption -> pattern.matcher(caption).replaceAll(literal);
        }
        requireGroups(pattern);
        return caption -> pattern.matcher(caption).replaceAll(replace);
    }

    @Override
    public String verb() {
        return "captions.replaced";
    }

    private Pattern pattern() {
        try {
            Pattern pattern =
                    Pattern.compile(regex ? find : Pattern.quote(find), matchCase ? 0 : Pattern.CASE_INSENSITIVE);
            if (pattern.programSize() > MAX_PROGRAM) {
                throw DomainException.RuleViolation.in(
                        "find",
                        "This expression repeats too much to be searched for quickly: lower the counts in { }.");
            }
            return pattern;
        } catch (PatternSyntaxException e) {
            throw DomainException.RuleViolation.in(
                    "find",
                    "This is no regular expression: " + e.getDescription() + " in “" + find
                            + "”. Look-around and back-references are not supported.");
        }
    }

    /** A replacement that names a group which is not there would fail in the middle of the dataset. */
    private void requireGroups(Pattern pattern) {
        try {
            Pattern.compile("(?:" + pattern.pattern() + ")|", pattern.flags())
                    .matcher("")
                    .replaceAll(replace);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw DomainException.RuleViolation.in(
                    "replace",
                    "The expression has " + pattern.groupCount()
                            + " groups; write $1 for the first, and \\$ for a dollar.");
        }
    }
}
