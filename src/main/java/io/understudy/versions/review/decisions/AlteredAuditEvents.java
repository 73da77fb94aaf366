package io.understudy.versions.review.decisions;

import io.understudy.audit.SubjectTrailRow;
import io.understudy.audit.TrailProblem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows of the trail that say who made a version and no longer are what was written: a maker may be missing.
 *
 * @param numbers of the rows
 * @param unlaunched numbers of runs about whose launch there is no row
 */
public record AlteredAuditEvents(SortedSet<Long> numbers, SortedSet<Long> unlaunched) {
    public static final AlteredAuditEvents NONE = new AlteredAuditEvents(new TreeSet<>(), new TreeSet<>());

    private static final String FACT = "altered rows";
    private static final String UNLAUNCHED = "runs without a row about their launch";

    public static AlteredAuditEvents among(Collection<SubjectTrailRow> rows) {
        return new AlteredAuditEvents(
                rows.stream()
                        .filter(row -> !row.intact())
                        .map(SubjectTrailRow::sequence)
                        .collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>());
    }

    /** @param run its number */
    public static AlteredAuditEvents withoutLaunch(long run) {
        return new AlteredAuditEvents(new TreeSet<>(), new TreeSet<>(Set.of(run)));
    }

    /** What the row about the creation of a version says; the version is contradicted from then on. */
    static AlteredAuditEvents in(SubjectTrailRow created) {
        return new AlteredAuditEvents(numbers(created, FACT), numbers(created, UNLAUNCHED));
    }

    private static SortedSet<Long> numbers(SubjectTrailRow created, String fact) {
        return Stream.of(created.after().getOrDefault(fact, "").split(", ", -1))
                .filter(number -> number.matches("[1-9][0-9]{0,17}"))
                .map(Long::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public boolean isEmpty() {
        return numbers.isEmpty() && unlaunched.isEmpty();
    }

    public AlteredAuditEvents and(AlteredAuditEvents more) {
        return new AlteredAuditEvents(both(numbers, more.numbers), both(unlaunched, more.unlaunched));
    }

    private static SortedSet<Long> both(SortedSet<Long> some, SortedSet<Long> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Puts them into the row about the creation of a version. */
    public void addTo(Map<String, String> facts) {
        if (!numbers.isEmpty()) {
            facts.put(FACT, list(numbers));
        }
        if (!unlaunched.isEmpty()) {
            facts.put(UNLAUNCHED, list(unlaunched));
        }
    }

    /** @param version the name of the one that was created */
    public TrailProblem problem(String version) {
        return new TrailProblem(
                numbers.isEmpty() ? "Rows of the audit trail are missing" : "Rows of the audit trail were altered",
                words() + " Nobody can sign or approve " + version + ". Compare the database with a backup.");
    }

    String words() {
        List<String> sentences = new ArrayList<>();
        if (!numbers.isEmpty()) {
            String altered = numbers.size() == 1
                    ? "Row %s of the trail, which says who made it, was altered before it was created."
                    : "Rows %s of the trail, which say who made it, were altered before it was created.";
            sentences.add(altered.formatted(list(numbers)));
        }
        unlaunched.forEach(run -> sentences.add(
                "The trail had no row about the launch of run %d when it was created, so a maker may be missing."
                        .formatted(run)));
        return String.join(" ", sentences);
    }

    private static String list(SortedSet<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
