package io.understudy.prompting.language;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How many alternatives a choice takes, such as <code>2$$</code>, <code>1-2$$</code> or <code>2$$ and $$</code>.
 *
 * @param most {@link #ALL} for as many as there are
 * @param separator between those taken; null for a comma and a space
 */
public record ChoiceCount(int least, int most, @Nullable String separator) {
    public static final int ALL = Integer.MAX_VALUE;
    public static final ChoiceCount ONE = new ChoiceCount(1, 1, null);

    private static final String USUAL_SEPARATOR = ", ";
    private static final Pattern WRITTEN =
            Pattern.compile("\\s*(?:([0-9]{1,4})|([0-9]{0,4})-([0-9]{0,4}))\\$\\$(?:([^${}\\[\\]\\\\]{0,40})\\$\\$)?");

    public ChoiceCount {
        separator = USUAL_SEPARATOR.equals(separator) ? null : separator;
    }

    static Matcher at(String text, int place) {
        return WRITTEN.matcher(text).region(place, text.length());
    }

    /** What {@link #at} found; not checked, see {@link #isSound()}. */
    static ChoiceCount of(Matcher written) {
        String exact = written.group(1);
        if (exact != null) {
            int number = Integer.parseInt(exact);
            return new ChoiceCount(number, number, written.group(4));
        }
        return new ChoiceCount(
                written.group(2).isEmpty() ? 1 : Integer.parseInt(written.group(2)),
                written.group(3).isEmpty() ? ALL : Integer.parseInt(written.group(3)),
                written.group(4));
    }

    /** What stands at the beginning of a choice's inside; empty when it says no number, or one that takes nothing. */
    public static Optional<ChoiceCount> read(String inside) {
        Matcher written = at(inside, 0);
        return written.lookingAt() ? Optional.of(of(written)).filter(ChoiceCount::isSound) : Optional.empty();
    }

    /** How much of a choice's inside is the number, sound or not. */
    public static int length(String inside) {
        Matcher written = at(inside, 0);
        return written.lookingAt() ? written.end() : 0;
    }

    boolean isSound() {
        return most >= 1 && least <= most;
    }

    int least(int alternatives) {
        return Math.min(least, alternatives);
    }

    int most(int alternatives) {
        return Math.min(most, alternatives);
    }

    String between() {
        return separator == null ? USUAL_SEPARATOR : separator;
    }

    /** @param inside the alternatives as they are written behind it: a $$ among them is not to be taken for a separator */
    public String print(String inside) {
        String number = least == most ? least + "$$" : least + "-" + (most == ALL ? "" : most) + "$$";
        return separator == null && !inside.contains("$$") ? number : number + between() + "$$";
    }
}
