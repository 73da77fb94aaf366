package io.understudy.audit.daily;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.audit.AuditFixtures;
import io.understudy.audit.AuditService;
import io.understudy.audit.SettlementService;
import io.understudy.audit.SubjectTrail;
import io.understudy.audit.TrailCheck;
import io.understudy.audit.TrailCheckpoint;
import io.understudy.audit.TrailCheckpointService;
import io.understudy.audit.TrailState;
import io.understudy.audit.TrailWalked;
import io.understudy.identity.People;
import io.understudy.identity.accounts.PasswordProof;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.JobClaimRepository;
import io.understudy.platform.ui.Navigation;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionsTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
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
    private TrailWalkQueue walks;

    @Autowired
    private List<TrailCheck> checks;

    @Autowired
    private JobClaimRepository claims;

    @Autowired
    private AuditService audit;

    @Autowired
    private SubjectTrail trail;

    @Autowired
    private SettlementService settlements;

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
    void aDecisionThatWasTakenOutOfTheTrailKeepsEveryoneFromSigningUntilTheRowIsRestored() {
        VersionId id = changesRequested();
        jdbc.sql("delete from version_decision where version_id = ? and verb = 'SEND_BACK'")
                .param(id.value())
                .update();
        jdbc.sql("update lora_version set state = 'IN_REVIEW' where id = ?")
                .param(id.value())
                .update();
        long row = lastRow("version.sent-back");
        move(row, "0");
        VersionId other = inReview();

        aDayPasses();

        String words = "Row %d of the audit trail was altered or removed: it may have been about a maker or a decision."
                .formatted(row);
        for (VersionId one : List.of(id, other)) {
            people.signIn(jon);
            assertThat(details(one).contradictions()).isEmpty();
            assertThat(details(one).brokenRows()).startsWith(words);
            tickAll(one);
            assertThatThrownBy(() -> reviews.signOff(one, seen(one)))
                    .isInstanceOf(DomainException.RuleViolation.class)
                    .hasMessageContaining(words);
        }

        move(row, id.value().toString());
        people.signIn(ines);
        audit.verify("", (rows, of) -> {}, () -> false);

        people.signIn(jon);
        reviews.signOff(other, seen(other));
        assertThat(details(other).brokenRows()).isNull();
        assertThat(details(id).contradictions()).singleElement().asString().contains("has no decision");
    }

    @Test
    void anApprovedVersionStaysInProductionWhereARowOfOthersWasAltered() {
        VersionId id = approved();
        launch(1);
        long row = lastRow("run.launched");
        edit(row, "run 1!");

        aDayPasses();

        people.signIn(jon);
        assertThat(details(id).contradictions()).isEmpty();
        assertThat(details(id).card().contradicted()).isFalse();
        assertThat(details(id).brokenRows()).startsWith("Row " + row + " of the audit trail was altered or removed");
    }

    @Test
    void nobodySignsBeforeTheTrailWasReadBehindTheCreation() {
        VersionId id = inReview();
        jdbc.sql("update audit_walk set sequence = 0").update();
        people.signIn(jon);
        tickAll(id);
        assertThatThrownBy(() -> reviews.signOff(id, seen(id)))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("The audit trail is being checked since this version was created. Try again");

        RunAs.run(walks::look);

        people.signIn(jon);
        reviews.signOff(id, seen(id));
        assertThat(RunAs.get(walks::waiting)).as("one for all").isEmpty();
    }

    @Test
    void theCreationOfAVersionHasTheTrailReadInTheBackground() {
        draft();
        jdbc.sql("update audit_walk set sequence = 0").update();
        List<Object> published = Collections.synchronizedList(new ArrayList<>());
        TrailWalkQueue queue = new TrailWalkQueue(audit, daily, checks, published::add, claims, true);
        try {
            queue.start();
            queue.acted(new AuditEvent(
                    clock.instant(),
                    Actor.SYSTEM,
                    "version.created",
                    new AuditEvent.Subject("version", "1", "1"),
                    Map.of(),
                    Map.of()));
            queue.settled().orTimeout(1, TimeUnit.MINUTES).join();
        } finally {
            queue.stop();
            queue.destroy();
        }

        people.signIn(ines);
        assertThat(trail.state().walked()).isGreaterThanOrEqualTo(lastRow("version.created"));
        assertThat(published).contains(new TrailWalked());
    }

    @Test
    void adminsAreNotifiedOfWhatIsFoundAfterTheCreationOfAVersion() {
        launch(1);
        edit(lastRow("run.launched"), "run 1!");
        jdbc.sql("update audit_walk set sequence = 0").update();
        draft();
        jdbc.sql("update audit_walk set sequence = 0").update();
        jdbc.sql("delete from audit_broken_row").update();

        RunAs.run(walks::look);

        assertThat(notices(ines.accountId())).contains("The audit trail was changed: Row 1 was altered.");
    }

    @Test
    void aRowOfAVersionThatWasRewrittenWithItsHashConvictsItThoughTheNextRowIsItsOwn() {
        VersionId id = draftOf(mara, jon);
        people.signIn(mara);
        reviews.submit(id, seen(id));
        long created = lastRow("version.created");
        assertThat(lastRow("version.submitted")).isEqualTo(created + 1);
        AuditFixtures.withoutGuard(
                statements,
                "update audit_row set after_json = replace(after_json, '%s', '') where sequence = %d"
                        .formatted(jon.accountId(), created));
        AuditFixtures.rehash(statements, created);
        for (String table : List.of("version_contribution", "version_participant")) {
            jdbc.sql("delete from " + table + " where version_id = ? and account_id = ?")
                    .params(id.value(), jon.accountId())
                    .update();
        }

        aDayPasses();

        people.signIn(ines);
        assertThat(details(id).contradictions())
                .containsExactly(
                        "Row %d of the trail does not fit the row next to it: one of the two was altered."
                                .formatted(created),
                        "Row %d of the trail does not fit the row next to it: one of the two was altered."
                                .formatted(created + 1));
    }

    @Test
    void anAdminSettlesABrokenRowAndIsAMakerOfWhatIsNotDecided() {
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        launch(1);
        long row = lastRow("run.launched");
        edit(row, "run 1!");
        aDayPasses();
        people.signIn(ines);
        TrailState.BrokenRow broken = trail.state().unsettled().getFirst();
        PasswordProof ofAnother = people.proofOf(mara.accountId());
        assertThatThrownBy(() -> settlements.settle(broken, "Restored it by hand.", ofAnother))
                .isInstanceOf(DomainException.RuleViolation.class);
        assertThatThrownBy(() -> settlements.settle(broken, " ", proof()))
                .isInstanceOf(DomainException.RuleViolation.class);

        settlements.settle(broken, "Olaf renamed the run in the database.", proof());
        aDayPasses();

        people.signIn(ines);
        assertThat(trail.state().broken()).isEmpty();
        assertThat(trail.about("audit-row", List.of(String.valueOf(row)), Set.of("audit.row-settled")))
                .singleElement()
                .satisfies(act -> assertThat(act.after())
                        .containsEntry("hash", broken.hash())
                        .containsEntry("reason", "Olaf renamed the run in the database."));
        assertThat(details(id).makers())
                .anySatisfy(maker -> assertThat(maker.toString()).contains("settled row " + row));
        people.signIn(jon);
        reviews.signOff(id, seen(id));
        people.signIn(ines);
        assertThatThrownBy(() -> reviews.approve(id, seen(id), proof()))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("settled row " + row);
        people.signIn(people.admin("Olaf"));
        reviews.approve(id, seen(id), proof());

        edit(row, "run 1!!");
        aDayPasses();
        people.signIn(ines);
        assertThat(trail.state().unsettled()).as("it was altered again").hasSize(1);
        assertThatThrownBy(() -> settlements.settle(broken, "Settled.", proof()))
                .isInstanceOf(DomainException.Conflict.class);
    }

    @Test
    void whoSignedAVersionThatIsNotDecidedLetsAnotherAdminSettle() {
        people.signIn(ines);
        VersionId id = inReview();
        people.signIn(ines);
        tickAll(id);
        reviews.signOff(id, seen(id));
        launch(1);
        edit(lastRow("run.launched"), "run 1!");
        aDayPasses();
        people.signIn(ines);
        TrailState.BrokenRow broken = trail.state().unsettled().getFirst();

        assertThatThrownBy(() -> settlements.settle(broken, "Looked into.", proof()))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageEndingWith("Let another admin settle the row, or revoke that version.");
        assertThat(trail.state().unsettled()).hasSize(1);
    }

    @Test
    void theAuditPageAsksForAReasonAndThePassword() {
        launch(1);
        long row = lastRow("run.launched");
        edit(row, "run 1!");
        aDayPasses();
        assertThat(page()).contains("No version can be signed. Row " + row);

        _click(_get(Button.class, spec -> spec.withText("Settle…")));
        _setValue(_get(TextArea.class), "Olaf renamed the run.");
        _setValue(_get(PasswordField.class, spec -> spec.withLabel("Your password")), People.PASSWORD);
        _click(_get(Button.class, spec -> spec.withText("Settle row")));

        assertThat(page()).doesNotContain("No version can be signed.");
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

    private long lastRow(String verb) {
        return jdbc.sql("select max(sequence) from audit_row where verb = ?")
                .param(verb)
                .query(Long.class)
                .single();
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
