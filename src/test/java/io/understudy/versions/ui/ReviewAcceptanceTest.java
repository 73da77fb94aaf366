package io.understudy.versions.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.github.mvysny.kaributesting.v10.NotificationsKt;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.collaboration.comments.CommentService;
import io.understudy.collaboration.inbox.InboxEntry;
import io.understudy.collaboration.inbox.InboxService;
import io.understudy.collaboration.inbox.InboxSignals;
import io.understudy.collaboration.inbox.NoticeKind;
import io.understudy.identity.AccountId;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.ProfileService;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.SingleKeys;
import io.understudy.platform.ui.StateBadge;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.VersionState;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.checklist.VersionComments;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.release.SnapshotRecallService;
import io.understudy.versions.release.VersionDownloadService;
import io.understudy.versions.review.ReviewRequestService;
import io.understudy.versions.review.ReviewRules;
import io.understudy.versions.review.ReviewedRevision;
import io.understudy.versions.review.VersionCompared;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/**
 * What the product promises about reviews: buttons in reach, no signature by accident, a request that can be withdrawn,
 * and everyone concerned is notified of every step.
 */
@RecordApplicationEvents
class ReviewAcceptanceTest extends VersionsTest {
    @Autowired
    InboxService inbox;

    @Autowired
    InboxSignals inboxes;

    @Autowired
    VersionSignals signals;

    @Autowired
    ReviewRequestService requests;

    @Autowired
    SnapshotRecallService recalls;

    @Autowired
    VersionDownloadService downloads;

    @Autowired
    ProfileService profile;

    @Autowired
    CommentService comments;

    @Autowired
    ApplicationEvents published;

    @AfterEach
    void hearWhatIsStillOnItsWay() throws Exception {
        hearEverything();
    }

    // Sign off and Send back in Reviews

    @Tag("view")
    @Test
    void reviewsHasButtonsToSignOffAndToSendBack() {
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        openReviews(jon);

        assertThat(barButtons()).containsExactly("Send back…", "Sign off");
        click("Send back…");
        _setValue(_get(TextArea.class, spec -> spec.withLabel("What is missing?")), "The hands.");
        clickInDialog("Send back");

        assertThat(details(id).state()).isEqualTo(VersionState.CHANGES_REQUESTED);
    }

    @Tag("view")
    @Test
    void theButtonSaysWhyAMakerCannotSign() {
        VersionId id = draftOf(mara, jon);
        people.signIn(mara);
        reviews.submit(id, seen(id));
        people.signIn(people.reviewer("Lin"));
        tickAll(id);
        openReviews(jon);

        Button signOff = _get(Button.class, spec -> spec.withText("Sign off"));
        assertThat(signOff.isEnabled()).isFalse();
        Span why = _get(Span.class, spec -> spec.withId(signOff.getElement().getAttribute("aria-describedby")));
        assertThat(why.getText()).contains("You uploaded 24 pictures, so someone else signs");
    }

    @Tag("view")
    @Test
    void theButtonSaysWhichItemsAreOpenAndOpensWhenTheyAreTicked() throws Exception {
        VersionId id = inReview();
        openReviews(jon);
        assertThat(_get(Button.class, spec -> spec.withText("Sign off")).isEnabled())
                .isFalse();
        assertThat(bar().getElement().getTextRecursively()).contains("6 of 6 checklist items are open");

        tickAll(id);
        hearEverything();

        assertThat(_get(Button.class, spec -> spec.withText("Sign off")).isEnabled())
                .isTrue();
        assertThat(bar().getElement().getTextRecursively()).doesNotContain("open");
    }

    // No signature by accident

    @Tag("view")
    @Test
    void aSignOffShowsWhatIsSignedBeforeItIsGiven() {
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        openReviews(jon);

        press("a");

        assertThat(details(id).state()).isEqualTo(VersionState.IN_REVIEW);
        Dialog dialog = _get(Dialog.class);
        assertThat(dialog.getHeaderTitle()).isEqualTo("Sign off ava-lindqvist_v1_1000steps?");
        assertThat(dialog.getElement().getTextRecursively())
                .contains("ava-lindqvist_v1_1000steps.safetensors")
                .contains("No obvious artifacts: ticked by Jon, 1 piece of evidence");
        clickInDialog("Cancel");
        assertThat(details(id).state()).isEqualTo(VersionState.IN_REVIEW);

        press("a");
        clickInDialog("Sign off");
        assertThat(details(id).state()).isEqualTo(VersionState.SIGNED_OFF);
    }

    @Tag("view")
    @Test
    void anApprovalSaysHowTheVersionComparesWithProduction() {
        approved();
        VersionId id = signedOff();
        signIn(ines);
        UI.getCurrent().navigate(VersionRoutes.of(id));

        press("a");

        assertThat(_get(Dialog.class).getElement().getTextRecursively())
                .contains("Compared with production:", "not run");
    }

    @Tag("view")
    @Test
    void aKeyAsksAMakerBeforeItAsksForReview() {
        VersionId id = draft();
        signIn(mara);
        UI.getCurrent().navigate(VersionRoutes.of(id));

        press("a");

        assertThat(details(id).state()).isEqualTo(VersionState.DRAFT);
        assertThat(_get(Dialog.class).getElement().getTextRecursively())
                .contains("Its reviewers are notified. You can withdraw the request.");
        clickInDialog("Ask for review");
        assertThat(details(id).state()).isEqualTo(VersionState.IN_REVIEW);
    }

    @Test
    void whoTookNoPartIsAskedBeforeARequestMakesThemAMaker() {
        VersionId id = draft();
        SignedInPerson lin = people.reviewer("Lin");
        openReviews(lin);

        click("Ask for review");
        assertThat(details(id).state()).isEqualTo(VersionState.DRAFT);
        assertThat(_get(Dialog.class).getElement().getTextRecursively())
                .contains("You count as one of its makers from then on");
        clickInDialog("Ask for review");

        assertThat(details(id).state()).isEqualTo(VersionState.IN_REVIEW);
    }

    @Test
    void singleKeysAreSwitchedOffForOneAccountAndInEveryOpenWindowAtOnce() {
        signIn(jon);
        UI.getCurrent().navigate("profile");
        SingleKeys keys = new SingleKeys();
        UI.getCurrent().add(keys);

        _setValue(_get(Checkbox.class, spec -> spec.withLabel("Use single-key shortcuts")), false);
        click("Save shortcuts");

        MockVaadin.clientRoundtrip(false);
        assertThat(keys.getElement().hasAttribute("off")).isTrue();
        assertThat(profile.singleKeys()).isFalse();
        assertThat(published.stream(AuditEvent.class)
                        .filter(event -> event.verb().equals("person.single-keys-switched")))
                .singleElement()
                .satisfies(event -> assertThat(event.after()).containsEntry("single keys", "off"));
        people.signIn(mara);
        assertThat(profile.singleKeys()).as("of someone else").isTrue();
    }

    // A request is withdrawn

    @Test
    void whoAskedWithdrawsTheRequestAndItIsAsIfNobodyHadAsked() {
        VersionId id = draft();
        signIn(mara);
        UI.getCurrent().navigate(VersionRoutes.of(id));
        click("Ask for review");
        NotificationsKt.expectNotifications("ava-lindqvist_v1_1000steps is in review. Reviewers see it under Reviews.");

        click("Withdraw request…");
        clickInDialog("Withdraw request");

        VersionDetails after = details(id);
        assertThat(after.state()).isEqualTo(VersionState.DRAFT);
        assertThat(after.card().askedBy()).isNull();
        assertThat(after.decisions()).hasSize(2);
        assertThat(published.stream(AuditEvent.class)
                        .filter(event -> event.verb().equals("version.review-withdrawn")))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.before()).containsEntry("state", "in review");
                    assertThat(event.after()).containsEntry("state", "draft");
                });
    }

    @Test
    void withdrawingDoesNotMakeAMakerAReviewerAgain() {
        VersionId id = draft();
        SignedInPerson lin = people.reviewer("Lin");
        people.signIn(lin);
        reviews.submit(id, seen(id));
        reviews.withdraw(id, seen(id));
        people.signIn(mara);
        reviews.submit(id, seen(id));
        people.signIn(jon);
        tickAll(id);

        people.signIn(lin);
        assertThatThrownBy(() -> reviews.signOff(id, seen(id)))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("You asked for this review, so someone else signs");
    }

    @Test
    void onlyWhoAskedWithdraws() {
        VersionId id = draftOf(mara, mara, jon);
        people.signIn(mara);
        reviews.submit(id, seen(id));

        for (SignedInPerson other : List.of(jon, ines)) {
            people.signIn(other);
            assertThatThrownBy(() -> reviews.withdraw(id, seen(id)))
                    .isInstanceOf(DomainException.RuleViolation.class)
                    .hasMessage("Mara asked for this review, so only they withdraw the request.");
            openReviews(other);
            _assertNone(Button.class, spec -> spec.withText("Withdraw request…"));
        }
        assertThat(details(id).state()).isEqualTo(VersionState.IN_REVIEW);
    }

    @Test
    void whatWasSentBackStaysSentBack() {
        VersionId id = changesRequested();
        people.signIn(mara);
        reviews.submit(id, seen(id));
        reviews.withdraw(id, seen(id));

        assertThat(details(id).state()).isEqualTo(VersionState.CHANGES_REQUESTED);
    }

    @Test
    void aSignatureOfTheWithdrawnRoundCountsNoMore() {
        twoSignOffs();
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        reviews.signOff(id, seen(id));
        people.signIn(mara);
        reviews.withdraw(id, seen(id));
        reviews.submit(id, seen(id));
        people.signIn(people.reviewer("Lin"));
        reviews.signOff(id, seen(id));

        assertThat(details(id).state()).isEqualTo(VersionState.IN_REVIEW);
        assertThat(details(id).signatures())
                .singleElement()
                .matches(signature -> signature.by().equals("Lin"));
    }

    @Test
    void ofASignOffAndAWithdrawalAtTheSameMomentOneCounts() throws Exception {
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        ReviewedRevision seen = seen(id);
        CyclicBarrier together = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<Boolean>> done = List.of(
                    threads.submit(() -> succeeds(together, jon, () -> reviews.signOff(id, seen))),
                    threads.submit(() -> succeeds(together, mara, () -> reviews.withdraw(id, seen))));
            assertThat(List.of(done.get(0).get(2, TimeUnit.MINUTES), done.get(1).get(2, TimeUnit.MINUTES)))
                    .containsExactlyInAnyOrder(true, false);
        }
        people.signIn(ines);
        assertThat(details(id).decisions()).hasSize(2);
        assertThat(details(id).state()).isIn(VersionState.SIGNED_OFF, VersionState.DRAFT);
    }

    // Everyone concerned is notified

    @Test
    void aRequestReachesEveryoneWhoCouldSignAndNobodyElse() {
        SignedInPerson lin = people.reviewer("Lin");
        SignedInPerson olaf = people.reviewer("Olaf");
        SignedInPerson bo = people.member("Bo");
        VersionId id = draftOf(mara, mara, olaf);
        people.signIn(mara);
        reviews.submit(id, seen(id));

        for (SignedInPerson reviewer : List.of(jon, lin, ines)) {
            assertThat(notices(reviewer)).singleElement().satisfies(told -> {
                assertThat(told.notice().kind()).isEqualTo(NoticeKind.REQUEST);
                assertThat(told.notice().title()).isEqualTo("ava-lindqvist_v1_1000steps waits for your sign-off");
                assertThat(told.notice().words()).isEqualTo("By Mara.");
                assertThat(told.notice().path()).isEqualTo(VersionRoutes.of(id));
            });
        }
        assertThat(titles(olaf)).as("made a part of it").containsExactly("ava-lindqvist_v1_1000steps is in review");
        assertThat(titles(mara)).as("asked").isEmpty();
        assertThat(titles(bo)).as("can do nothing").isEmpty();
    }

    @Test
    void whoIsAskedByNameIsToldOnce() {
        VersionId id = inReview();
        requests.ask(id, List.of(id(jon)));

        assertThat(notices(jon)).singleElement().satisfies(told -> {
            assertThat(told.notice().title()).endsWith("waits for your sign-off");
            assertThat(told.notice().words()).isEqualTo("Mara asks you.");
            assertThat(told.read()).isFalse();
        });
    }

    @Test
    void aWithdrawnRequestIsSettledInTheInboxesOfTheReviewersWhileTheyLook() throws Exception {
        VersionId id = inReview();
        signIn(jon);
        UI.getCurrent().navigate("inbox");
        assertThat(badges()).containsExactly("Action needed");

        people.signIn(mara);
        reviews.withdraw(id, seen(id));
        signIn(jon);
        hearEverything();

        assertThat(badges()).containsExactly("Settled");
        assertThat(notices(jon))
                .extracting(told -> told.notice().title(), InboxEntry::settled, InboxEntry::read)
                .containsExactlyInAnyOrder(
                        tuple("ava-lindqvist_v1_1000steps was withdrawn from review", false, false),
                        tuple("ava-lindqvist_v1_1000steps waits for your sign-off", true, true));
        people.signIn(mara);
        reviews.submit(id, seen(id));
        assertThat(open(jon)).containsExactly("ava-lindqvist_v1_1000steps waits for your sign-off");
    }

    @Test
    void aSignOffReachesMakersAdminsAndTheOtherReviewers() {
        SignedInPerson lin = people.reviewer("Lin");
        SignedInPerson bo = people.member("Bo");
        VersionId id = draftOf(mara, mara, bo);
        people.signIn(mara);
        reviews.submit(id, seen(id));
        people.signIn(jon);
        tickAll(id);
        reviews.signOff(id, seen(id));

        assertThat(titles(mara)).containsExactly("ava-lindqvist_v1_1000steps was signed off");
        assertThat(titles(bo)).contains("ava-lindqvist_v1_1000steps was signed off");
        assertThat(open(ines)).containsExactly("ava-lindqvist_v1_1000steps waits for your approval");
        assertThat(titles(lin)).contains("ava-lindqvist_v1_1000steps was signed off");
        assertThat(open(lin)).as("what still waits for Lin").isEmpty();
        assertThat(open(jon)).as("what still waits for Jon").isEmpty();
        assertThat(titles(jon)).as("of his own act").doesNotContain("ava-lindqvist_v1_1000steps was signed off");
    }

    @Test
    void theFirstOfTwoSignOffsLeavesTheOthersWaiting() {
        twoSignOffs();
        SignedInPerson lin = people.reviewer("Lin");
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        reviews.signOff(id, seen(id));

        assertThat(open(lin)).containsExactly("ava-lindqvist_v1_1000steps waits for your sign-off");
        assertThat(open(jon)).isEmpty();
        assertThat(notices(mara))
                .singleElement()
                .satisfies(
                        told -> assertThat(told.notice().words()).isEqualTo("By Jon. Further sign-offs are needed."));
    }

    @Test
    void whatIsSentBackReachesItsMakersWithTheReasonUntilTheyAskAgain() {
        VersionId id = changesRequested();

        assertThat(notices(mara)).singleElement().satisfies(told -> {
            assertThat(told.notice().kind()).isEqualTo(NoticeKind.REQUEST);
            assertThat(told.notice().title()).isEqualTo("ava-lindqvist_v1_1000steps was sent back to you");
            assertThat(told.notice().words()).isEqualTo("By Jon: The hands have six fingers.");
        });
        assertThat(titles(ines)).contains("ava-lindqvist_v1_1000steps was sent back");
        assertThat(open(ines)).isEmpty();

        people.signIn(mara);
        reviews.submit(id, seen(id));
        assertThat(open(mara)).isEmpty();
    }

    @Test
    void aSignatureThatWentStaleIsAskedForAgainWithTheReasonAndOnce() {
        twoSignOffs();
        SignedInPerson lin = people.reviewer("Lin");
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        reviews.signOff(id, seen(id));

        people.signIn(lin);
        checklist.untick(id, "face", "The jaw drifts.");
        clock.advance(Duration.ofMinutes(1));
        checklist.untick(id, "body", "The arms.");

        assertThat(notices(jon).stream().filter(told -> !told.settled()))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.notice().kind()).isEqualTo(NoticeKind.REQUEST);
                    assertThat(told.notice().title())
                            .isEqualTo("ava-lindqvist_v1_1000steps needs your signature again");
                    assertThat(told.notice().words())
                            .contains("Face is consistent across 10+ generations: the tick was taken back.")
                            .contains("Body proportions are accurate: the tick was taken back.");
                });
        assertThat(titles(mara)).containsOnlyOnce("ava-lindqvist_v1_1000steps has a stale signature");

        people.signIn(lin);
        tickAll(id);
        people.signIn(jon);
        reviews.renew(id, seen(id));
        assertThat(open(jon)).isEmpty();
        assertThat(titles(mara)).contains("ava-lindqvist_v1_1000steps was signed again");
    }

    @Test
    void anApprovalAndTheChangeOfProductionReachMakersAndSigners() {
        SignedInPerson olaf = people.admin("Olaf");
        VersionId first = approved();
        assertThat(titles(mara)).contains("ava-lindqvist_v1_1000steps is in production");
        assertThat(titles(jon)).contains("ava-lindqvist_v1_1000steps is in production");
        assertThat(open(olaf)).as("what still waits for Olaf").isEmpty();

        VersionId second = signedOff();
        people.signIn(olaf);
        reviews.approve(second, seen(second), proof());

        for (SignedInPerson person : List.of(mara, jon, ines)) {
            assertThat(notices(person))
                    .filteredOn(told -> told.notice().title().endsWith("is no longer in production"))
                    .singleElement()
                    .satisfies(told -> {
                        assertThat(told.notice().words())
                                .isEqualTo("By Olaf: Replaced by ava-lindqvist_v2_1000steps.safetensors");
                        assertThat(told.notice().path()).isEqualTo(VersionRoutes.of(first));
                    });
        }
    }

    @Test
    void aRevocationReachesEveryoneOnceAlsoWhoTookTheFile() {
        VersionId id = approved();
        people.signIn(mara);
        downloads.download(id);
        people.signIn(ines);
        reviews.revoke(id, seen(id), "The consent was withdrawn.", proof());

        assertThat(titles(mara))
                .contains("ava-lindqvist_v1_1000steps is recalled: do not use it")
                .doesNotContain("ava-lindqvist_v1_1000steps was revoked");
        assertThat(notices(jon))
                .filteredOn(told -> told.notice().title().endsWith("was revoked"))
                .singleElement()
                .satisfies(told -> assertThat(told.notice().words()).isEqualTo("By Ines: The consent was withdrawn."));
        assertThat(titles(ines)).as("of her own act").noneMatch(title -> title.endsWith("was revoked"));
    }

    @Test
    void aRecallAndItsEndReachThoseWhoTookPartAndThoseWhoWait() {
        VersionId id = signedOff();
        SignedInPerson olaf = people.admin("Olaf");
        people.signIn(jon);
        downloads.download(id);
        people.signIn(ines);
        var snapshot = details(id).trained().orElseThrow().snapshot();
        recalls.recall(snapshot, "Half of the photos show her sister.", proof());

        assertThat(titles(mara)).contains("ava-lindqvist_v1_1000steps is recalled");
        assertThat(titles(olaf)).contains("ava-lindqvist_v1_1000steps is recalled");
        assertThat(titles(jon))
                .as("took the file")
                .contains("ava-lindqvist_v1_1000steps is recalled: do not use it")
                .doesNotContain("ava-lindqvist_v1_1000steps is recalled");

        people.signIn(ines);
        recalls.lift(snapshot, "It was the other set.", proof());
        for (SignedInPerson person : List.of(mara, olaf, jon)) {
            assertThat(titles(person)).containsOnlyOnce("ava-lindqvist_v1_1000steps may be used again");
        }
        assertThat(titles(ines)).as("of her own act").noneMatch(title -> title.contains("recalled"));
    }

    @Test
    void whoCommentedTickedOrSentBackLearnsOfEveryLaterStep() {
        SignedInPerson bo = people.member("Bo");
        SignedInPerson lin = people.reviewer("Lin");
        SignedInPerson kai = people.reviewer("Kai");
        VersionId id = inReview();
        people.signIn(bo);
        comments.write(VersionComments.of(id, "face"), "The chin changes.");
        people.signIn(kai);
        checklist.tick(id, "body", "Looked.", List.of(Evidence.fact("Twelve of twelve.")));
        people.signIn(lin);
        reviews.sendBack(id, seen(id), "The jaw drifts.");
        assertThat(titles(bo)).contains("ava-lindqvist_v1_1000steps was sent back");

        people.signIn(mara);
        reviews.submit(id, seen(id));
        assertThat(titles(bo)).contains("ava-lindqvist_v1_1000steps is in review");
        people.signIn(jon);
        tickAll(id);
        reviews.signOff(id, seen(id));
        people.signIn(ines);
        reviews.approve(id, seen(id), proof());
        for (SignedInPerson person : List.of(bo, kai, lin)) {
            assertThat(titles(person))
                    .containsOnlyOnce(
                            "ava-lindqvist_v1_1000steps was signed off", "ava-lindqvist_v1_1000steps is in production");
        }

        people.signIn(jon);
        transaction.executeWithoutResult(status ->
                events.publishEvent(new VersionCompared(id, List.of(), "Verdict: better.", "prompts/regressions/1")));
        for (SignedInPerson person : List.of(mara, bo, kai, lin, ines)) {
            assertThat(titles(person)).contains("ava-lindqvist_v1_1000steps was compared with earlier pictures");
        }
        assertThat(titles(jon)).as("his own act").noneMatch(title -> title.contains("was compared"));
    }

    @Test
    void whoReinstatedAVersionLearnsWhatBecomesOfIt() {
        SignedInPerson olaf = people.admin("Olaf");
        VersionId id = approved();
        var snapshot = details(id).trained().orElseThrow().snapshot();
        people.signIn(ines);
        recalls.recall(snapshot, "Half of the photos show her sister.", proof());
        people.signIn(olaf);
        recalls.lift(snapshot, "It was the other set.", proof());
        assertThat(titles(ines)).contains("ava-lindqvist_v1_1000steps may be used again");
        assertThat(titles(olaf)).as("of his own act").noneMatch(title -> title.endsWith("may be used again"));

        people.signIn(ines);
        reviews.revoke(id, seen(id), "The consent was withdrawn.", proof());

        assertThat(titles(olaf)).contains("ava-lindqvist_v1_1000steps was revoked");
    }

    @Test
    void aCommentReachesEveryoneWithAPartAlsoOnAnotherItem() {
        SignedInPerson bo = people.member("Bo");
        VersionId id = approved();
        people.signIn(bo);
        comments.write(VersionComments.of(id, "face"), "The chin changes.");
        for (SignedInPerson person : List.of(mara, jon, ines)) {
            assertThat(titles(person))
                    .anyMatch(title -> title.startsWith("Bo commented on ava-lindqvist_v1_1000steps"));
        }

        people.signIn(jon);
        comments.write(VersionComments.of(id), "Only in profile.");
        assertThat(titles(bo)).containsExactly("Jon commented on ava-lindqvist_v1_1000steps");
        assertThat(titles(jon)).as("his own act").noneMatch(title -> title.startsWith("Jon "));
    }

    @Test
    void whoHasLeftIsToldNothing() {
        SignedInPerson lin = people.reviewer("Lin");
        VersionId id = draftOf(mara, mara, lin);
        jdbc.sql("update account set active = false where id = ?")
                .param(lin.accountId())
                .update();
        people.signIn(mara);
        reviews.submit(id, seen(id));

        assertThat(jdbc.sql("select count(*) from inbox_notice where recipient = ?")
                        .param(lin.accountId())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private void twoSignOffs() {
        people.signIn(ines);
        rules.change(new ReviewRules(2, true));
    }

    private boolean succeeds(CyclicBarrier together, SignedInPerson who, Runnable step) throws Exception {
        people.signIn(who);
        together.await(2, TimeUnit.MINUTES);
        try {
            step.run();
            return true;
        } catch (DomainException.Conflict conflict) {
            return false;
        }
    }

    private List<InboxEntry> notices(SignedInPerson who) {
        people.signIn(who);
        return inbox.page(false, 0).notices();
    }

    private List<String> titles(SignedInPerson who) {
        return notices(who).stream().map(told -> told.notice().title()).toList();
    }

    /** What is still asked of this person. */
    private List<String> open(SignedInPerson who) {
        return notices(who).stream()
                .filter(told -> told.notice().kind() == NoticeKind.REQUEST && !told.settled())
                .map(told -> told.notice().title())
                .toList();
    }

    private void openReviews(SignedInPerson who) {
        signIn(who);
        UI.getCurrent().navigate("profile");
        UI.getCurrent().navigate("reviews");
    }

    private static ReviewActions bar() {
        return _get(ReviewActions.class);
    }

    private static List<String> barButtons() {
        return _find(bar(), Button.class).stream().map(Button::getText).toList();
    }

    private static void click(String button) {
        _click(_get(Button.class, spec -> spec.withText(button)));
    }

    private static void clickInDialog(String button) {
        _click(_get(_get(Dialog.class), Button.class, spec -> spec.withText(button)));
    }

    private static List<String> badges() {
        return _find(StateBadge.class).stream()
                .map(badge -> badge.getElement().getTextRecursively())
                .toList();
    }

    private void hearEverything() throws Exception {
        signals.settled().get(2, TimeUnit.MINUTES);
        inboxes.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);
    }

    private static AccountId id(SignedInPerson who) {
        return new AccountId(who.accountId());
    }
}
