package io.understudy.platform.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public final class WordDiff {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}_'’-]+|\\s+|.", Pattern.DOTALL);

    public enum Kind {
        SAME,
        GONE,
        NEW
    }

    public record Part(Kind kind, String text) {}

    /** Words of the first text, from {@code start} to before {@code end}, that are replaced in the second. */
    private record Hunk(int start, int end, List<String> words) {
        boolean touches(Hunk other) {
            return start <= other.end && other.start <= end;
        }
    }

    private WordDiff() {}

    public static List<Part> between(String before, String after) {
        List<String> old = words(before);
        List<Part> parts = new ArrayList<>();
        int at = 0;
        for (Hunk hunk : readable(old, hunks(old, words(after)))) {
            add(parts, Kind.SAME, old.subList(at, hunk.start()));
            add(parts, Kind.GONE, old.subList(hunk.start(), hunk.end()));
            add(parts, Kind.NEW, hunk.words());
            at = hunk.end();
        }
        add(parts, Kind.SAME, old.subList(at, old.size()));
        return parts;
    }

    /** The text with both changes, where they do not touch each other; empty where a person has to choose. */
    public static Optional<String> merged(String base, String mine, String theirs) {
        List<String> words = words(base);
        List<Hunk> all = new ArrayList<>(hunks(words, words(mine)));
        for (Hunk hunk : hunks(words, words(theirs))) {
            if (!all.contains(hunk)) {
                if (all.stream().anyMatch(hunk::touches)) {
                    return Optional.empty();
                }
                all.add(hunk);
            }
        }
        all.sort((a, b) -> Integer.compare(a.start(), b.start()));
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (Hunk hunk : all) {
            words.subList(at, hunk.start()).forEach(text::append);
            hunk.words().forEach(text::append);
            at = hunk.end();
        }
        words.subList(at, words.size()).forEach(text::append);
        return Optional.of(text.toString());
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    /** By the longest common subsequence, between what both texts have in common at their ends. */
    private static List<Hunk> hunks(List<String> old, List<String> fresh) {
        int start = 0;
        while (start < Math.min(old.size(), fresh.size()) && old.get(start).equals(fresh.get(start))) {
            start++;
        }
        int end = 0;
        while (end < Math.min(old.size(), fresh.size()) - start
                && old.get(old.size() - 1 - end).equals(fresh.get(fresh.size() - 1 - end))) {
            end++;
        }
        List<String> a = old.subList(start, old.size() - end);
        List<String> b = fresh.subList(start, fresh.size() - end);
        int[][] common = common(a, b);
        List<Hunk> hunks = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            int fromI = i;
            int fromJ = j;
            while ((i < a.size() || j < b.size())
                    && !(i < a.size() && j < b.size() && a.get(i).equals(b.get(j)))) {
                if (j >= b.size() || i < a.size() && common[i + 1][j] >= common[i][j + 1]) {
                    i++;
                } else {
                    j++;
                }
            }
            if (i > fromI || j > fromJ) {
                hunks.add(new Hunk(start + fromI, start + i, List.copyOf(b.subList(fromJ, j))));
            }
            while (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
                i++;
                j++;
            }
        }
        return hunks;
    }

    /** For each pair of places, how many words the rests of both texts have in common in the same order. */
    private static int[][] common(List<String> a, List<String> b) {
        int[][] common = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                common[i][j] = a.get(i).equals(b.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private static List<Hunk> readable(List<String> old, List<Hunk> hunks) {
        List<Hunk> joined = new ArrayList<>();
        for (Hunk hunk : hunks) {
            Hunk last = joined.isEmpty() ? null : joined.getLast();
            if (last != null
                    && String.join("", old.subList(last.end(), hunk.start())).isBlank()) {
                List<String> words = new ArrayList<>(last.words());
                words.addAll(old.subList(last.end(), hunk.start()));
                words.addAll(hunk.words());
                joined.set(joined.size() - 1, new Hunk(last.start(), hunk.end(), words));
            } else {
                joined.add(hunk);
            }
        }
        return joined;
    }

    private static void add(List<Part> parts, Kind kind, List<String> words) {
        if (!words.isEmpty()) {
            parts.add(new Part(kind, String.join("", words)));
        }
    }
}
