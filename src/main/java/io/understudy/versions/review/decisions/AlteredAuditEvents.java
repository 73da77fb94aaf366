package io.understudy.versions.review.decisions;

import io.understudy.audit.SubjectTrailRow;
import io.understudy.audit.TrailProblem;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows of the trail that say who made a version and no longer are what was written: a maker may be missing. */
public record AlteredAuditEvents(SortedSet<Long> numbers) {
    public static final AlteredAuditEvents NONE = new AlteredAuditEvents(new TreeSet<>());

    private static final String FACT = "altered rows";

    public static AlteredAuditEvents among(Collection<SubjectTrailRow> rows) {
        return new AlteredAuditEvents(rows.stream()
                .filter(row -> !row.intact())
                .map(SubjectTrailRow::sequence)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** What the row about the creation of a version says; the version is contradicted from then on. */
    static AlteredAuditEvents in(SubjectTrailRow created) {
        return new AlteredAuditEvents(
                Stream.of(created.after().getOrDefault(FACT, "").split(", ", -1))
                        .filter(number -> number.matches("[1-9][0-9]{0,17}"))
                        .map(Long::valueOf)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    public boolean isEmpty() {
        return numbers.isEmpty();
    }

    public AlteredAuditEvents and(AlteredAuditEvents more) {
        return new AlteredAuditEvents(
                Stream.concat(numbers.stream(), more.numbers.stream()).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Puts them into the row about the creation of a version. */
    public void addTo(Map<String, String> facts) {
        if (!isEmpty()) {
            facts.put(FACT, list());
        }
    }

    /** @param version the name of the one that was created */
    public TrailProblem problem(String version) {
        return new TrailProblem(
                "Rows of the audit trail were altered",
                words() + " Nobody can sign or approve " + version + ". Compare the database with a backup.");
    }

    String words() {
        return numbers.size() == 1
                ? "Row %s of the trail, which says who made it, was altered before it was created.".formatted(list())
                : "Rows %s of the trail, which say who made it, were altered before it was created.".formatted(list());
    }

    private String list() {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
