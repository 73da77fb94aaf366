package io.understudy.api.versions;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.versions.checklist.ChecklistLine;
import io.understudy.versions.checklist.ItemFact;
import io.understudy.versions.checklist.evidence.Evidence;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A tick of a checklist's item.
 *
 * @param note what was checked and what was seen
 * @param evidence measures and the verdict that belong to the item are added
 */
@Schema(name = "NewTick")
record TickRequest(@NotNull String note, @Nullable List<@Valid @NotNull EvidencePiece> evidence) {
    /**
     * With what fills itself, as it was read: when it changes before the tick is stored, there is no tick.
     *
     * @param sheets gives the pictures of the version's test sheets, and is asked only when one of them is named
     */
    List<Evidence> evidence(ChecklistLine seen, Supplier<List<Evidence>> sheets) {
        List<EvidencePiece> named = Objects.requireNonNullElse(evidence, List.<EvidencePiece>of());
        List<Evidence> known =
                named.stream().anyMatch(piece -> piece.kind() == EvidencePiece.Kind.CELL) ? sheets.get() : List.of();
        List<Evidence> filled = seen.facts().stream()
                .map(ItemFact::evidence)
                .filter(Objects::nonNull)
                .toList();
        return Stream.concat(named.stream().map(piece -> piece.chosen(known)), filled.stream())
                .toList();
    }
}
