package io.understudy.collaboration.comments;

import io.understudy.identity.Person;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds people who are named with an @ in plain words. Names have spaces in them, so the longest name that fits after
 * the @ is the one that is meant; two people of the same name are both meant.
 */
final class MentionParser {
    static final int MOST = 50;

    private MentionParser() {}

    /** @return the people who are named, in the order of their first mention, at most {@link #MOST} */
    static List<Person> in(String words, List<Person> people) {
        List<Person> longestFirst = people.stream()
                .sorted(Comparator.comparingInt((Person person) -> person.name().length())
                        .reversed())
                .toList();
        Map<Object, Person> found = new LinkedHashMap<>();
        for (int at = words.indexOf('@'); at >= 0 && found.size() < MOST; at = words.indexOf('@', at + 1)) {
            if (startsWord(words, at)) {
                for (Person person : after(words, at + 1, longestFirst)) {
                    if (found.size() < MOST) {
                        found.putIfAbsent(person.id(), person);
                    }
                }
            }
        }
        return new ArrayList<>(found.values());
    }

    private static List<Person> after(String words, int from, List<Person> longestFirst) {
        int length = longestFirst.stream()
                .map(Person::name)
                .filter(name -> isAt(words, from, name))
                .mapToInt(String::length)
                .findFirst()
                .orElse(-1);
        return longestFirst.stream()
                .filter(person -> person.name().length() == length && isAt(words, from, person.name()))
                .toList();
    }

    private static boolean isAt(String words, int from, String name) {
        int end = from + name.length();
        return words.regionMatches(true, from, name, 0, name.length())
                && (end >= words.length() || !Character.isLetterOrDigit(words.charAt(end)));
    }

    private static boolean startsWord(String words, int at) {
        return at == 0 || !Character.isLetterOrDigit(words.charAt(at - 1));
    }
}
