package io.understudy.characters;

import io.understudy.platform.core.DomainException;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The name of a character in URLs and file names: {@code ava-lindqvist}. Never changes once it is given. */
public record Slug(String value) {
    public static final int MAX_LENGTH = 60;

    private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");

    public Slug {
        if (value.length() > MAX_LENGTH || !FORM.matcher(value).matches()) {
            throw DomainException.RuleViolation.in(
                    "slug",
                    "“" + value
                            + "” cannot be part of a URL: use lower-case letters a–z, digits and single hyphens, at most "
                            + MAX_LENGTH + " characters.");
        }
    }

    /** The slug that a name suggests; a name without any Latin letter or digit gives {@code character}. */
    public static Slug from(String name) {
        String folded = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replace("ß", "ss")
                .replace("ø", "o")
                .replace("đ", "d")
                .replace("ł", "l")
                .replace("æ", "ae")
                .replace("œ", "oe")
                .replace("þ", "th")
                .replace("ð", "d")
                .replace("ı", "i");
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
