package io.understudy.versions.sheets.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetSummary;
import io.understudy.versions.sheets.SheetUploadService;
import io.understudy.versions.sheets.measures.SheetsTest;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("twice")
class SheetFlagServiceTest extends SheetsTest {
    private static final FlagRegion BOX = new FlagRegion(0.25, 0.5, 0.2, 0.1);

    @Autowired
    SheetFlagService flags;

    @Autowired
    SheetUploadService uploads;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aFlagKeepsWhereWhatWhoAndWhen() {
        SheetId sheet = drawnSheet();

        flags.flag(sheet, 1, picture(sheet, 1), ArtifactKind.SMEAR, BOX, " Left hand. ");

        assertThat(flags.ofSheet(sheet)).singleElement().satisfies(flag -> {
            assertThat(flag.number()).isEqualTo(1);
            assertThat(flag.position()).isEqualTo(1);
            assertThat(flag.mark()).isEqualTo(BOX);
            assertThat(flag.words()).isEqualTo("Smear: Left hand.");
            assertThat(flag.flaggedByName()).isEqualTo("Mara");
            assertThat(flag.flaggedAt()).isEqualTo(clock.instant());
            assertThat(flag.counts()).isTrue();
        });
        assertThat(acts()).containsExactly("sheet.flagged");
    }

    @Test
    void flagsAreCountedOnTheListsAndByKindForTheVersion() {
        SheetId sheet = drawnSheet();
        flags.flag(sheet, 0, picture(sheet, 0), ArtifactKind.SMEAR, BOX, "");
        flags.flag(sheet, 1, picture(sheet, 1), ArtifactKind.SMEAR, new FlagRegion(0.5, 0.5, 0, 0), "");
        flags.flag(sheet, 2, picture(sheet, 2), ArtifactKind.FACE_DRIFTS, BOX, "");

        assertThat(sheets.ofVersion(version))
                .singleElement()
                .extracting(SheetSummary::flags)
                .isEqualTo(3);
        assertThat(flags.onLatestSheet(version))
                .as("the column without the LoRA says nothing about it")
                .isEqualTo(Map.of(ArtifactKind.SMEAR, 1, ArtifactKind.FACE_DRIFTS, 1));
    }

    @Test
    void aFlagOnAPictureThatWasReplacedNoLongerCountsButStays() {
        SheetId sheet = drawnSheet();
        BlobHash seen = picture(sheet, 1);
        flags.flag(sheet, 1, seen, ArtifactKind.SMEAR, BOX, "");
        uploads.take(sheet, 1, "better.png", new ByteArrayInputStream(TestPhotos.png(64, 64, 3)));

        assertThat(flags.ofSheet(sheet)).singleElement().satisfies(flag -> {
            assertThat(flag.replaced()).isTrue();
            assertThat(flag.counts()).isFalse();
        });
        assertThat(flags.onLatestSheet(version)).isEmpty();
        assertThatThrownBy(() -> flags.flag(sheet, 1, seen, ArtifactKind.SMEAR, BOX, ""))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("now shows another picture");
    }

    @Test
    void itsAuthorOrAReviewerTakesAFlagAwayAndATraceStays() {
        SheetId sheet = drawnSheet();
        FlagId first = flags.flag(sheet, 1, picture(sheet, 1), ArtifactKind.SMEAR, BOX, "");
        FlagId second = flags.flag(sheet, 2, picture(sheet, 2), ArtifactKind.BURNT_COLOURS, BOX, "");
        signIn(people.member("Piet"));
        assertThat(flags.removable(flags.ofSheet(sheet))).isEmpty();
        assertThatThrownBy(() -> flags.remove(first, "No."))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith("Only Mara");

        signIn(people.reviewer("Jon"));
        assertThat(flags.removable(flags.ofSheet(sheet))).containsExactlyInAnyOrder(first, second);
        flags.remove(first, "It is a shadow.");

        SheetFlag removed = flags.ofSheet(sheet).getFirst();
        assertThat(removed.removal()).isEqualTo(new SheetFlag.Removal("Jon", clock.instant(), "It is a shadow."));
        assertThat(flags.onLatestSheet(version)).isEqualTo(Map.of(ArtifactKind.BURNT_COLOURS, 1));
        assertThatThrownBy(() -> flags.remove(first, "Again.")).isInstanceOf(DomainException.Conflict.class);
        signIn(mara);
        flags.remove(second, "I was wrong.");
        assertThat(acts()).endsWith("sheet.flag-removed", "sheet.flag-removed");
    }

    @Test
    void whatSaysNothingIsRefused() {
        SheetId sheet = drawnSheet();
        FlagId id = flags.flag(sheet, 1, picture(sheet, 1), ArtifactKind.SMEAR, BOX, "");

        assertThatThrownBy(() -> flags.remove(id, " ")).isInstanceOf(DomainException.RuleViolation.class);
        assertThatThrownBy(() -> flags.flag(sheet, 1, picture(sheet, 1), ArtifactKind.SMEAR, BOX, "x".repeat(1001)))
                .isInstanceOf(DomainException.RuleViolation.class);
        assertThatThrownBy(() -> flags.flag(sheet, 99, picture(sheet, 1), ArtifactKind.SMEAR, BOX, ""))
                .isInstanceOf(DomainException.NotFound.class);
        assertThatThrownBy(() -> new FlagRegion(0.9, 0.1, 0.2, 0.1)).isInstanceOf(DomainException.RuleViolation.class);
        assertThatThrownBy(() -> new FlagRegion(Double.NaN, 0, 0, 0)).isInstanceOf(DomainException.RuleViolation.class);
    }

    private BlobHash picture(SheetId sheet, int position) {
        return Objects.requireNonNull(
                sheets.details(sheet).cells().get(position).picture());
    }

    private List<String> acts() {
        return jdbc.sql("select verb from audit_row where verb like 'sheet.flag%' order by sequence")
                .query(String.class)
                .list();
    }
}
