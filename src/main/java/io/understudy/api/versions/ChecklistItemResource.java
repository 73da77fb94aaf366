package io.understudy.api.versions;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.api.Revision;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.checklist.ChecklistLine;
import io.understudy.versions.checklist.TickDetails;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An item of a version's checklist.
 *
 * @param tickedBy null while it is open, as the time is
 * @param note of the person who ticked it
 * @param evidence how many pieces support the tick
 * @param stale why the evidence is not what it was; null while it holds
 */
@Schema(name = "ChecklistItem")
record ChecklistItemResource(
        String key,
        String title,
        String hint,
        boolean ticked,
        @Nullable String tickedBy,
        @Nullable Instant tickedAt,
        @Nullable String note,
        int evidence,
        @Nullable String stale) {
    /** Of what a tick rests on: the item with what fills itself, in a version that is in this state. */
    static Revision revision(VersionDetails version, ChecklistLine line) {
        StringBuilder text = new StringBuilder()
                .append(version.state())
                .append('\n')
                .append(line.tick())
                .append('\n')
                .append(line.stale());
        line.facts()
                .forEach(fact -> text.append('\n')
                        .append(fact.title())
                        .append('\n')
                        .append(fact.standing())
                        .append('\n')
                        .append(fact.words()));
        return Revision.of(text.toString());
    }

    static ChecklistItemResource of(ChecklistLine line) {
        TickDetails tick = line.tick();
        return new ChecklistItemResource(
                line.item().key(),
                line.item().title(),
                line.item().hint(),
                line.isTicked(),
                tick == null ? null : tick.tickedBy(),
                tick == null ? null : tick.tickedAt(),
                tick == null ? null : tick.note(),
                tick == null ? 0 : tick.evidence().size(),
                line.stale());
    }
}
