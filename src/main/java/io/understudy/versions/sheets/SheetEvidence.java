package io.understudy.versions.sheets;

import io.understudy.storage.BlobHash;
import io.understudy.versions.Evidence;
import io.understudy.versions.EvidenceSource;
import io.understudy.versions.VersionId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Offers the candidate's pictures in a version's latest test sheet to its checklist. */
@Component
class SheetEvidence implements EvidenceSource {
    private static final String NAME = "test-sheet";

    private final SheetService sheets;

    SheetEvidence(SheetService sheets) {
        this.sheets = sheets;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Evidence> of(VersionId version) {
        return sheets.evidence(version).stream().map(SheetEvidence::piece).toList();
    }

    /** A place is known by prompt, seed and strength: the same in every sheet that has it. */
    private static Evidence piece(SheetCell cell) {
        BlobHash picture = Objects.requireNonNull(cell.picture());
        String place = cell.description();
        String reference = BlobHash.of(place.getBytes(StandardCharsets.UTF_8)).hex();
        return Evidence.cell(picture, place, new Evidence.Origin(NAME, reference, picture.hex()));
    }
}
