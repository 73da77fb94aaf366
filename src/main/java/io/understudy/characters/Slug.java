package io.understudy.characters;

import com.ibm.icu.text.Transliterator;
import io.understudy.platform.core.DomainException;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.springframework.util.function.SingletonSupplier;

/** The name of a character in URLs and file names: {@code ava-lindqvist}. Never changes once it is given. */
public record Slug(String value) {
    public static final int MAX_LENGTH = 60;

    private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");

    /** Slow to build, so only a name that needs it pays for it. */
    private static final SingletonSupplier<Transliterator> TO_LATIN =
            SingletonSupplier.of(() -> Transliterator.getInstance("Any-Latin; Latin-ASCII"));

    public Slug {
        if (value.length() > MAX_LENGTH || !FORM.matcher(value).matches()) {
            throw DomainException.RuleViolation.in(
                    "slug",
                    "“" + value
                            + "” cannot be part of a URL: use lower-case letters a–z, digits and single hyphens, at most "
                            + MAX_LENGTH + " characters.");
        }
    }

    /** The slug that a name of any script suggests; a name without letters and digits gives {@code character}. */
    public static Slug from(String name) {
        boolean ascii = name.chars().allMatch(letter -> letter < 128);
        String folded = (ascii ? name : TO_LATIN.obtain().transliterate(name)).toLowerCase(Locale.ROOT);
        String plain = trimHyphens(OTHERS.matcher(folded).replaceAll("-"));
        String cut = trimHyphens(plain.substring(0, Math.min(plain.length(), MAX_LENGTH)));
        return new Slug(cut.isEmpty() ? "character" : cut);
    }

    /** This slug, or the first of {@code slug-2}, {@code slug-3}, … that is free. */
    public Slug unlike(Collection<String> taken) {
        return IntStream.iterate(1, n -> n + 1)
                .mapToObj(n -> n == 1 ? this : numbered(n))
                .filter(slug -> !taken.contains(slug.value()))
                .findFirst()
                .orElseThrow();
    }

    private Slug numbered(int n) {
        String end = "-" + n;
        String start = value.substring(0, Math.min(value.length(), MAX_LENGTH - end.length()));
        return new Slug(trimHyphens(start) + end);
    }

    private static String trimHyphens(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        int to = text.endsWith("-") && text.length() > from ? text.length() - 1 : text.length();
        return text.substring(from, to);
    }
}
