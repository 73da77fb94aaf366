package io.understudy.versions.review;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.SnapshotDescendants;
import io.understudy.datasets.consent.ConsentWithdrawn;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.consent.PhotoRevision;
import io.understudy.datasets.consent.UnusableSnapshotSignals;
import io.understudy.datasets.consent.WithdrawnPhoto;
import io.understudy.datasets.ui.WithdrawnPhotosBanner;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.ui.Navigation;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.registry.FinishedRuns;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@RecordApplicationEvents
@Tag("rules")
class WithdrawnConsentTest extends VersionsTest {
    private static final BlobHash PHOTO = new BlobHash("7".repeat(64));

    @Autowired
    PhotoConsentService ledger;

    @Autowired
    UnusableSnapshotSignals signals;

    @Autowired
    ApplicationEvents published;

    @BeforeEach
    void theSnapshotHoldsThePhoto() {
        jdbc.sql("""
                        insert into character_profile (id, row_version, name, slug, subject, trigger_word, trigger_key,
                          description, likeness_statement, created_by, created_by_name, created_at, changed_by_name,
                          changed_at)
                        values (?, 0, 'Ava Lindqvist', 'ava-lindqvist', 'woman', 'ohwx woman', 'ohwx woman', '', '', ?,
                          'Mara', current_timestamp, 'Mara', current_timestamp)""").params(FinishedRuns.AVA.value(), FinishedRuns.AVA.value()).update();
        jdbc.sql("""
                        insert into snapshot (hash, character_id, trigger_word, picture_count, created_by, created_at)
                        values (?, ?, 'ohwx woman', 1, ?, current_timestamp)""")
                .params(FinishedRuns.SNAPSHOT.hash(), FinishedRuns.AVA.value(), FinishedRuns.AVA.value())
                .update();
        jdbc.sql("""
                        insert into snapshot_entry (snapshot_hash, position, file_name, original_hash, display_hash,
                          thumbnail_hash, caption, width, height)
                        values (?, 1, 'ava-07.png', ?, ?, ?, '', 1024, 1024)""")
                .params(FinishedRuns.SNAPSHOT.hash(), PHOTO.hex(), PHOTO.hex(), PHOTO.hex())
                .update();
    }

    @Test
    void aWithdrawnPhotoMarksTheVersionThatWasTrainedOnIt() {
        VersionId version = approved();
        people.signIn(mara);

        ledger.withdraw(List.of(new PhotoRevision(PHOTO, "ava-07.png", -1)), "The model changed her mind.");

        assertThat(published.stream(AuditEvent.class)
                        .filter(event -> event.verb().equals("version.consent-withdrawn")))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.subject().id()).isEqualTo(version.value().toString());
                    assertThat(event.after()).containsEntry("photos", "ava-07.png");
                });
        signIn(jon);
        Navigation.open(VersionRoutes.of(version));
        assertThat(_get(WithdrawnPhotosBanner.class).getElement().getTextRecursively())
                .contains("ava-07.png")
                .contains("The model changed her mind.");
    }

    @Test
    void theOpenPageOfASnapshotWithoutVersionsIsMarkedToo() throws Exception {
        signIn(mara);
        Navigation.open(DatasetRoutes.lineage(FinishedRuns.SNAPSHOT));
        _assertNone(WithdrawnPhotosBanner.class);

        ledger.withdraw(List.of(new PhotoRevision(PHOTO, "ava-07.png", -1)), "The model changed her mind.");
        signals.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);

        assertThat(_get(WithdrawnPhotosBanner.class).getElement().getTextRecursively())
                .contains("ava-07.png");
    }

    @Test
    void theVersionIsNamedBeforeThePhotoIsWithdrawn() {
        VersionId version = draft();
        people.signIn(mara);

        assertThat(ledger.reach(List.of(new PhotoRevision(PHOTO, "ava-07.png", -1)))
                        .descendants())
                .contains(new SnapshotDescendants.Descendant(
                        "version", details(version).card().fileName(), "Draft", false, VersionRoutes.of(version)));
    }

    @Test
    void aWithdrawalElsewhereLeavesTheVersionAlone() {
        draft();

        transaction.executeWithoutResult(status -> events.publishEvent(new ConsentWithdrawn(
                List.of(new WithdrawnPhoto(new BlobHash("8".repeat(64)), "x.png", "Mara", clock.instant(), "No.")),
                Set.of())));

        assertThat(published.stream(AuditEvent.class)
                        .filter(event -> event.verb().equals("version.consent-withdrawn")))
                .isEmpty();
    }
}
