package io.understudy.audit.daily;

import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Main;
import io.understudy.audit.AuditFixtures;
import io.understudy.audit.AuditService;
import io.understudy.audit.TrailCheckpoint;
import io.understudy.audit.TrailCheckpointService;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.ui.Navigation;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionsTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Nobody has to press a button for a rewrite to be found. */
@Tag("attack")
class DailyTrailCheckTest extends VersionsTest {
    @Autowired
    private DailyTrailCheck daily;

    @Autowired
    private AuditService audit;

    @Autowired
    private TrailCheckpointService checkpoints;

    @Autowired
    private AuditEvents acts;

    @Autowired
    private JdbcTemplate statements;

    @Test
    void aRowThatWasEditedUnderItsOldHashIsFoundAndTheStateSignedAllTheSame() {
        launch(1, 2, 3);
        edit(2, "run 2!");
        edit(3, "run 3!");

        aDayPasses();

        assertThat(notices(ines.accountId()))
                .containsExactlyInAnyOrder(
                        "The audit trail was changed: Row 2 was altered.",
                        "The audit trail was changed: Row 3 was altered.");
        assertThat(notices(jon.accountId())).as("admins only").isEmpty();
        people.signIn(ines);
        assertThat(checkpoints.all()).extracting(TrailCheckpoint::size).contains(4L);
    }

    @Test
    void adminsAreNotifiedOnceOfTheSameFindingAndAgainWhenItComesBack() {
        launch(1, 2);
        edit(2, "run 2!");
        aDayPasses();
        aDayPasses();
        assertThat(notices(ines.accountId())).hasSize(1);
        edit(1, "run 1!");
        aDayPasses();
        assertThat(notices(ines.accountId())).as("another one").hasSize(2);

        edit(1, "run 1");
        edit(2, "run 2");
        aDayPasses();
        assertThat(notices(ines.accountId())).hasSize(2);
        edit(2, "run 2!");
        aDayPasses();

        assertThat(notices(ines.accountId())).hasSize(3);
    }

    @Test
    void aRemovedRowIsFoundOnceHoweverTheTrailGrows() {
        launch(1, 2, 3);
        AuditFixtures.withoutGuard(statements, "delete from audit_row where sequence = 2");
        aDayPasses();
        assertThat(notices(ines.accountId())).contains("The audit trail was changed: Row 2 is missing.");
        launch(4);
        aDayPasses();
        List<String> whenSignedWithoutIt = notices(ines.accountId());

        launch(5);
        aDayPasses();

        assertThat(notices(ines.accountId())).isEqualTo(whenSignedWithoutIt);
        assertThat(whenSignedWithoutIt)
                .containsOnlyOnce("The audit trail was changed: Row 2 is missing.")
                .filteredOn(words -> words.startsWith("The audit trail was changed: The trail ends with row"))
                .hasSize(1);
    }

    @Test
    void aDecisionThatWasWrittenPastTheProgramIsFoundThoughNobodyOpensItsPage() {
        VersionId id = approved();
        jdbc.sql("update version_decision set account_name = 'Olaf' where version_id = ? and verb = 'APPROVE'")
                .param(id.value())
                .update();
        String name = details(id).card().name();
        jdbc.sql("delete from inbox_notice").update();

        aDayPasses();

        assertThat(notices(ines.accountId()))
                .singleElement()
                .asString()
                .startsWith("The database contradicts the audit trail: " + name
                        + ": The decision “Olaf approved for production” is not what row");
    }

    @Test
    void aDecisionThatWasTakenOutOfTheTrailByAnotherSubjectConvictsTheVersionUntilTheRowIsRestored() {
        VersionId before = changesRequested();
        VersionId id = changesRequested();
        jdbc.sql("delete from version_decision where version_id = ? and verb = 'SEND_BACK'")
                .param(id.value())
                .update();
        jdbc.sql("update lora_version set state = 'IN_REVIEW' where id = ?")
                .param(id.value())
                .update();
        long row = jdbc.sql("select max(sequence) from audit_row where verb = 'version.sent-back'")
                .query(Long.class)
                .single();
        move(row, "0");
        VersionId after = draft();
        people.signIn(ines);

        aDayPasses();

        String words = "Row %d of the trail was altered or removed: it may have been about a maker or a decision."
                .formatted(row);
        assertThat(details(id).contradictions()).containsExactly(words);
        assertThat(details(before).contradictions())
                .as("it may have been about this one")
                .containsExactly(words);
        assertThat(details(after).contradictions())
                .as("what is created later says so in its own row")
                .noneMatch(words::equals);
        assertThat(notices(ines.accountId()))
                .filteredOn(notice -> notice.startsWith("The database contradicts"))
                .as("the row itself is said once")
                .noneMatch(notice -> notice.contains("may have been about"));

        move(row, id.value().toString());
        assertThat(details(before).contradictions()).isNotEmpty();
        audit.verify("", (rows, of) -> {}, () -> false);

        assertThat(details(before).contradictions()).isEmpty();
        assertThat(details(id).contradictions()).singleElement().asString().contains("has no decision");
    }

    @Test
    void aVersionAboutWhoseCreationThereIsNoRowIsContradictedAtOnce() {
        VersionId id = draft();
        people.signIn(ines);
        assertThat(details(id).contradictions()).isEmpty();

        AuditFixtures.withoutGuard(statements, "update audit_row set subject_id = '0' where verb = 'version.created'");

        assertThat(details(id).contradictions())
                .containsExactly("The trail has no row about its creation, so a maker may be missing.");
    }

    @Test
    void thePageSaysWhenTheServerCheckedLastAndWhatItFound() {
        launch(1, 2);
        assertThat(page()).contains("It has not done so yet.");
        aDayPasses();
        assertThat(page()).contains("rows are as written, and no version contradicts the trail.");
        edit(2, "run 2!");
        aDayPasses();

        assertThat(page()).contains("daily check found 1 problem", "Row 2 was altered.");
    }

    private void aDayPasses() {
        clock.advance(Duration.ofDays(1));
        RunAs.run(daily::run);
    }

    private void launch(int... runs) {
        people.signIn(mara);
        for (int run : runs) {
            acts.publish("run.launched", new AuditEvent.Subject("run", String.valueOf(run), "run " + run));
        }
    }

    private void move(long row, String subject) {
        AuditFixtures.withoutGuard(
                statements, "update audit_row set subject_id = '%s' where sequence = %d".formatted(subject, row));
    }

    /** Its hash stays as it was. */
    private void edit(long row, String subject) {
        AuditFixtures.withoutGuard(
                statements, "update audit_row set subject_name = '%s' where sequence = %d".formatted(subject, row));
    }

    private List<String> notices(UUID person) {
        return jdbc.sql("select title || ': ' || words from inbox_notice where recipient = ? order by notified_at")
                .param(person)
                .query(String.class)
                .list();
    }

    private String page() {
        signIn(ines);
        Navigation.open("inbox");
        Navigation.open("audit");
        return _get(Main.class).getElement().getTextRecursively();
    }
}
