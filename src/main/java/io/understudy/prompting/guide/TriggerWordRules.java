package io.understudy.prompting.guide;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The guide on trigger words: "use unique, uncommon word like ohwx or sks, combine with subject type, avoid common words
 * that might conflict". The first word must be the uncommon one; the words behind it say what kind of subject it is.
 */
public final class TriggerWordRules {
    public static final int MAX_LENGTH = 60;

    private static final int MAX_WORDS = 4;
    private static final int LEAST_LETTERS = 3;
    private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{N}_-]+( [\\p{L}\\p{N}_-]+)*");
    // The guide's own two first; the others are pronounceable for nobody, which is the point.
    private static final List<String> RARE =
            List.of("ohwx", "sks", "zkvq", "wxlm", "qvrz", "xjtk", "vqlh", "zwnx", "kxpj", "hvzq", "tjqx", "mzkw");

    private TriggerWordRules() {}

    /**
     * What the guide says about a trigger word.
     *
     * @param text as typed
     * @param subject the subject word, such as {@code woman}; may be empty
     * @param taken trigger words of other characters, for a suggestion that is free
     * @return refused with the reason and a suggestion, a hint, or fits
     */
    public static Advice judge(String text, String subject, Collection<TriggerWord> taken) {
        TriggerWord wanted = new TriggerWord(text);
        String trigger = wanted.value();
        String suggestion = "Try “" + suggest(subject, taken) + "”.";
        if (trigger.isEmpty()) {
            return Advice.refused(
                    "A trigger word is needed: it is what calls the character in a prompt. " + suggestion);
        }
        if (trigger.length() > MAX_LENGTH) {
            return Advice.refused("A trigger word has at most " + MAX_LENGTH + " characters, this one "
                    + trigger.length() + ". " + suggestion);
        }
        if (!FORM.matcher(trigger).matches()) {
            return Advice.refused("A trigger word has only letters, digits, “-”, “_” and single spaces: a comma or a"
                    + " bracket would end it inside a prompt. " + suggestion);
        }
        List<String> words = Arrays.asList(trigger.split(" "));
        if (words.size() > MAX_WORDS) {
            return Advice.refused("A trigger word is one uncommon word and the kind of subject, at most " + MAX_WORDS
                    + " words. " + suggestion);
        }
        Advice onFirst = judgeFirst(words.getFirst(), words.size(), subject, suggestion);
        boolean shared = taken.stream().anyMatch(other -> other.uniquePart().equals(wanted.uniquePart()));
        return shared && !onFirst.isRefusal()
                ? Advice.hint("“" + words.getFirst() + "” already calls another character: a prompt that stacks both"
                        + " would mix them. " + suggestion)
                : onFirst;
    }

    private static Advice judgeFirst(String word, int words, String subject, String suggestion) {
        if (word.codePoints().noneMatch(Character::isLetter)) {
            return Advice.refused("“" + word + "” is only digits, which occur in many prompts. " + suggestion);
        }
        if (word.length() < LEAST_LETTERS) {
            return Advice.refused(
                    "“" + word + "” is too short to be unique: at least " + LEAST_LETTERS + " letters. " + suggestion);
        }
        if (CommonWords.contain(word) && !RARE.contains(word.toLowerCase(Locale.ROOT))) {
            return Advice.refused("“" + word + "” is a common word or name: FLUX already connects it with other"
                    + " pictures, and they would mix with the character. Use a unique, uncommon word. " + suggestion);
        }
        if (words == 1) {
            String kind = subject.isBlank() ? "woman" : subject.strip();
            return Advice.hint("Unique. Combine it with the kind of subject, “" + word + " " + kind
                    + "”, so that the model knows what to build on.");
        }
        return Advice.fits("Unique, and followed by the subject.");
    }

    /**
     * A free trigger word in the guide's form, such as {@code ohwx woman}.
     *
     * @param subject the subject word; empty counts as {@code person}
     * @param taken trigger words that other characters have
     */
    public static String suggest(String subject, Collection<TriggerWord> taken) {
        Set<String> first = taken.stream().map(TriggerWord::uniquePart).collect(Collectors.toSet());
        String kind = subject.isBlank() ? "person" : new TriggerWord(subject).key();
        return Stream.concat(RARE.stream(), Stream.iterate(2, n -> n + 1).flatMap(TriggerWordRules::numbered))
                        .filter(word -> !first.contains(word))
                        .findFirst()
                        .orElseThrow()
                + " " + kind;
    }

    private static Stream<String> numbered(int n) {
        return RARE.stream().map(word -> word + n);
    }
}
