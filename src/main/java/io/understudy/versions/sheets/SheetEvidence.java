package io.understudy.versions.sheets;

import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionId;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.checklist.evidence.EvidenceSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

@Component
class SheetEvidence implements EvidenceSource {
    private static final String NAME = "test-sheet";

    private final SheetRepository repository;

    SheetEvidence(SheetRepository repository) {
        this.repository = repository;
    }

    @Override
    public List<Evidence> of(VersionId version) {
        return repository
                .latest(version)
                .map(latest -> repository.cells(latest.id()).stream()
                        .filter(cell -> cell.column().kind() == SheetColumn.Kind.CANDIDATE)
                        .filter(cell -> cell.row().has(latest.triggerWord()) && cell.picture() != null)
                        .map(SheetEvidence::piece)
                        .toList())
                .orElse(List.of());
    }

    /** A place is known by prompt, seed and strength: the same in every sheet that has it. */
    private static Evidence piece(SheetCell cell) {
        BlobHash picture = Objects.requireNonNull(cell.picture());
        String place = cell.description();
        String reference = BlobHash.of(place.getBytes(StandardCharsets.UTF_8)).hex();
        return Evidence.cell(picture, place, new Evidence.Origin(NAME, reference, picture.hex()));
    }
}
