package io.understudy.prompting.guide;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.matchers.DictionaryLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Words that a text encoder has met often: English prose and film dialogue, first names, surnames. The lists are the
 * frequency lists of zxcvbn, which the product has for its passwords anyway.
 */
final class CommonWords {
    private static final List<DictionaryLoader> SOURCES = List.of(
            StandardDictionaries.ENGLISH_WIKIPEDIA_LOADER,
            StandardDictionaries.US_TV_AND_FILM_LOADER,
            StandardDictionaries.FEMALE_NAMES_LOADER,
            StandardDictionaries.MALE_NAMES_LOADER,
            StandardDictionaries.SURNAMES_LOADER);

    private CommonWords() {}

    static boolean contain(String word) {
        return Loaded.WORDS.contains(word.toLowerCase(Locale.ROOT));
    }

    private static final class Loaded {
        static final Set<String> WORDS = load();

        private static Set<String> load() {
            Set<String> words = new HashSet<>();
            for (DictionaryLoader source : SOURCES) {
                try {
                    source.load().getFrequencies().forEach(word -> words.add(word.strip()));
                } catch (IOException e) {
                    throw new UncheckedIOException("The word lists cannot be read", e);
                }
            }
            return Set.copyOf(words);
        }
    }
}
