package io.understudy.prompting.exchange;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Templates as people write them: words with brackets of all kinds, choices, weights, counts and snippets. */
final class RandomTemplates {
    private static final List<String> WORDS = List.of(
            "soft light",
            "portrait (close)",
            "((film grain))",
            "cup \\[old\\]",
            "50mm f/1.8",
            "\\{braces\\}",
            "\\{day \\| night\\}",
            "red \\| blue",
            "C:\\\\new",
            "it's \"quoted\"",
            "漢字 café",
            "a :: b",
            "$5");

    private final RandomGenerator random;

    RandomTemplates(RandomGenerator random) {
        this.random = random;
    }

    /** @param depth of choices within choices */
    String words(int depth) {
        return switch (random.nextInt(depth == 0 ? 2 : 5)) {
            case 0, 1 -> WORDS.get(random.nextInt(WORDS.size()));
            case 2 -> WORDS.get(random.nextInt(WORDS.size())) + " and {@rim}";
            default -> WORDS.get(random.nextInt(WORDS.size())) + " " + choice(depth - 1);
        };
    }

    String choice(int depth) {
        String inside = IntStream.range(0, 2 + random.nextInt(3))
                .mapToObj(index -> (random.nextInt(4) == 0 ? "0.5::" : "") + words(depth))
                .collect(Collectors.joining("|"));
        String count =
                List.of("", "", "2$$", "1-2$$", "0-2$$", "1-$$", "2$$ and $$").get(random.nextInt(7));
        return "{" + count + inside + "}";
    }

    /**
     * Now and then as taggers write them, with more commas than a table may have columns.
     *
     * @param depth 0 for a prompt without choices and snippets
     */
    String prompt(int depth) {
        return random.nextInt(10) == 0 ? parts(41 + random.nextInt(20), 0) : parts(1 + random.nextInt(4), depth);
    }

    private String parts(int count, int depth) {
        return IntStream.range(0, count).mapToObj(index -> words(depth)).collect(Collectors.joining(", "));
    }
}
