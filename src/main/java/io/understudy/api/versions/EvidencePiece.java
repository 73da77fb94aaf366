package io.understudy.api.versions;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.checklist.evidence.EvidenceFileService;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What supports a tick.
 *
 * @param sha256 of a sample, of a picture of the version's test sheet, or of what was uploaded; null for a written fact
 * @param words what the picture shows, the name of the file, or the fact; not needed for a picture of a sheet
 */
@Schema(name = "Evidence")
record EvidencePiece(
        @NotNull Kind kind,
        @Nullable String sha256,
        @Nullable String words) {
    /** Those that a person chooses; measures and verdicts are copied as they are. */
    @Schema(name = "EvidenceKind")
    enum Kind {
        SAMPLE,
        CELL,
        PICTURE,
        FILE,
        FACT
    }

    static EvidencePiece of(Evidence uploaded) {
        return new EvidencePiece(
                Kind.valueOf(uploaded.kind().name()),
                uploaded.bytesIfAny().map(BlobHash::hex).orElse(null),
                uploaded.words());
    }

    /** @param sheets the pictures of the version's test sheets, as they are now */
    Evidence chosen(List<Evidence> sheets) {
        String said = Objects.requireNonNullElse(words, "");
        return switch (kind) {
            case SAMPLE -> Evidence.sample(bytes(), said);
            case CELL -> cell(sheets);
            case PICTURE -> Evidence.picture(bytes(), said);
            case FILE -> Evidence.file(bytes(), EvidenceFileService.nameOf(said));
            case FACT -> Evidence.fact(said);
        };
    }

    private Evidence cell(List<Evidence> sheets) {
        BlobHash picture = bytes();
        return sheets.stream()
                .filter(piece -> piece.kind() == Evidence.Kind.CELL
                        && piece.pictureIfAny().filter(picture::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> DomainException.RuleViolation.in(
                        "evidence", "No test sheet of this version has the picture " + picture.hex() + " now."));
    }

    private BlobHash bytes() {
        return BlobHash.parse(Objects.requireNonNullElse(sha256, ""))
                .orElseThrow(() -> DomainException.RuleViolation.in(
                        "evidence", "Evidence of the kind " + kind + " needs the sha256 of what it shows."));
    }
}
