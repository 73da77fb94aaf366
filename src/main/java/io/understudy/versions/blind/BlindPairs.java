package io.understudy.versions.blind;

import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.versions.blind.BlindComparisonRepository.Pair;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Puts the pictures of contestants side by side: every two of them over every row with the trigger word that both have
 * a picture of.
 */
final class BlindPairs {
    static final int MOST_CONTESTANTS = 6;
    static final int MOST_PAIRS = 240;

    private BlindPairs() {}

    static List<Pair> of(List<Contestant> contestants, Map<SheetId, SheetDetails> sheets) {
        List<Pair> pairs = new ArrayList<>();
        for (int first = 0; first < contestants.size(); first++) {
            for (int second = first + 1; second < contestants.size(); second++) {
                addDuel(pairs, contestants, first, second, sheets);
            }
        }
        return pairs;
    }

    private static void addDuel(
            List<Pair> pairs, List<Contestant> contestants, int first, int second, Map<SheetId, SheetDetails> sheets) {
        Contestant one = contestants.get(first);
        Contestant other = contestants.get(second);
        SheetDetails sheet = Objects.requireNonNull(sheets.get(one.sheet()));
        for (SheetRow row : sheet.rows()) {
            if (!row.has(sheet.head().triggerWord())) {
                continue;
            }
            Optional<BlobHash> left = picture(one, row, sheets);
            Optional<BlobHash> right = picture(other, row, sheets);
            if (left.isPresent() && right.isPresent()) {
                pairs.add(new Pair(pairs.size(), row, first, second, left.get(), right.get()));
            }
        }
    }

    private static Optional<BlobHash> picture(Contestant contestant, SheetRow row, Map<SheetId, SheetDetails> sheets) {
        return Objects.requireNonNull(sheets.get(contestant.sheet())).cells().stream()
                .filter(cell -> cell.row().equals(row) && cell.column().equals(contestant.column()))
                .flatMap(cell -> Optional.ofNullable(cell.picture()).stream())
                .findFirst();
    }

    static void requireContestants(List<Contestant> contestants) {
        if (contestants.size() < 2) {
            throw DomainException.RuleViolation.in("contestants", "Choose at least two to compare.");
        }
        if (contestants.size() > MOST_CONTESTANTS) {
            throw DomainException.RuleViolation.in(
                    "contestants",
                    "At most %d take part: every two of them meet, and nobody votes on hundreds of pairs."
                            .formatted(MOST_CONTESTANTS));
        }
    }

    static void requirePairs(List<Pair> pairs) {
        if (pairs.isEmpty()) {
            throw DomainException.RuleViolation.in(
                    "contestants", "They have no pictures of the same prompt and seed, so nothing can be compared.");
        }
        if (pairs.size() > MOST_PAIRS) {
            throw DomainException.RuleViolation.in(
                    "contestants",
                    "That makes %d pairs for each person; at most %d. Choose fewer."
                            .formatted(pairs.size(), MOST_PAIRS));
        }
    }
}
