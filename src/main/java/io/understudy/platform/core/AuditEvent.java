package io.understudy.platform.core;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that was done: published by every feature inside the transaction that did it, so that the audit trail and
 * the change are kept together or not at all.
 *
 * @param at when
 * @param actor who
 * @param verb what, as {@code feature.past-tense}, for example {@code run.launched}
 * @param subject on which thing
 * @param before the values that changed, as they were; empty for a creation
 * @param after the values that changed, as they are now; empty for a removal
 */
public record AuditEvent(
        Instant at, Actor actor, String verb, Subject subject, Map<String, String> before, Map<String, String> after) {
    public AuditEvent {
        before = Map.copyOf(before);
        after = Map.copyOf(after);
    }

    /**
     * The thing that was acted on.
     *
     * @param type in the field's own word: {@code character}, {@code run}, {@code version}, ...
     * @param id the id in its URL
     * @param name as a person knows it
     */
    public record Subject(String type, String id, String name) {}

    /** Those of the values that the others do not have. */
    public static Map<String, String> onlyChanged(Map<String, String> values, Map<String, String> others) {
        Map<String, String> changed = new TreeMap<>(values);
        changed.entrySet().removeAll(others.entrySet());
        return changed;
    }

    public TreeMap<String, String> sortedBefore() {
        return new TreeMap<>(before);
    }

    public TreeMap<String, String> sortedAfter() {
        return new TreeMap<>(after);
    }
}
