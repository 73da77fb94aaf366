package io.understudy.versions.review;

import static io.understudy.versions.review.ReviewFixture.BEFORE;
import static io.understudy.versions.review.ReviewFixture.INES;
import static io.understudy.versions.review.ReviewFixture.JON;
import static io.understudy.versions.review.ReviewFixture.LIN;
import static io.understudy.versions.review.ReviewFixture.MARA;
import static io.understudy.versions.review.ReviewFixture.NOON;
import static io.understudy.versions.review.ReviewFixture.NOW;
import static io.understudy.versions.review.ReviewFixture.OLAF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.understudy.identity.Person;
import io.understudy.identity.accounts.PasswordProof;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.support.SettableClock;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionChanged;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionState;
import io.understudy.versions.registry.Contributor;
import io.understudy.versions.registry.Contributors;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.LoraVersions;
import io.understudy.versions.registry.ReviewRole;
import io.understudy.versions.registry.VersionNumberRepository;
import io.understudy.versions.review.decisions.ManifestRepository;
import io.understudy.versions.review.decisions.PastDecision;
import io.understudy.versions.review.decisions.VersionDecision;
import io.understudy.versions.review.decisions.VersionDecisions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.context.ApplicationEventPublisher;

/** What each step writes down, in what order, and when nothing at all is stored; without a database, for the mutants. */
class ReviewServiceTest {
    private static final Instant LATER = NOON.plusSeconds(3_600);

    private final LoraVersions versions = mock(LoraVersions.class);
    private final Contributors contributors = mock(Contributors.class);
    private final VersionDecisions decisions = mock(VersionDecisions.class);
    private final VersionNumberRepository series = mock(VersionNumberRepository.class);
    private final ReviewContexts reviewContexts = mock(ReviewContexts.class);
    private final ManifestRepository manifests = mock(ManifestRepository.class);
    private final VersionRecalls recalls = mock(VersionRecalls.class);
    private final ReviewRequestRepository requests = mock(ReviewRequestRepository.class);
    private final TeamService team = mock(TeamService.class);
    private final Reauthentication passwords = mock(Reauthentication.class);
    private final CurrentActor actor = mock(CurrentActor.class);
    private final AuditEvents auditEvents = mock(AuditEvents.class);
    private final ApplicationEventPublisher events = mock(ApplicationEventPublisher.class);
    private final Clock clock = Clock.fixed(LATER, ZoneOffset.UTC);
    private final PasswordProof proof = new PasswordProof(new UUID(0, 1), SettableClock.START);
    private final ReviewService reviews = new ReviewService(
            versions,
            contributors,
            decisions,
            series,
            reviewContexts,
            new DecisionLog(decisions, manifests, actor, auditEvents, events, clock),
            recalls,
            requests,
            team,
            passwords,
            actor,
            clock);
    private final Map<LoraVersion, ReviewFixture> known = new HashMap<>();

    @BeforeEach
    void aTeamOfFive() {
        when(team.active()).thenReturn(List.of(MARA, JON, LIN, INES, OLAF));
        when(reviewContexts.of(any()))
                .thenAnswer(call -> known.get(call.<LoraVersion>getArgument(0)).context());
        when(versions.lock(any())).thenReturn(Optional.empty());
    }

    @Test
    void aSignOffIsWrittenDownWithWhatItsAuthorSaw() {
        ReviewFixture reviewed = there(new ReviewFixture().ticked());
        acting(JON);

        reviews.signOff(reviewed.version.id(), seen(reviewed));

        assertThat(reviewed.version.state()).isEqualTo(VersionState.SIGNED_OFF);
        VersionDecision decision = stored().getFirst();
        assertThat(decision.details())
                .isEqualTo(new PastDecision(
                        ReviewAction.SIGN_OFF, VersionState.SIGNED_OFF, JON.id().value(), "Jon", LATER, null, NOW));
        assertThat(decision)
                .extracting("fromState", "position", "part", "restsOn")
                .containsExactly(VersionState.IN_REVIEW, 2, ReviewRole.SIGNER, null);
        verify(manifests).keep(NOW, "{}");
        assertThat(savedParticipant())
                .returns(JON.id().value(), Contributor::account)
                .returns(ReviewRole.SIGNER, Contributor::part);
        verify(contributors).flush();
        verify(auditEvents)
                .publishAt(
                        LATER,
                        "version.signed-off",
                        reviewed.version.subject(),
                        Map.of("state", "in review"),
                        Map.of("state", "signed off", "manifest", NOW.hex()));
        verify(events)
                .publishEvent(new VersionDecided(
                        reviewed.version.id(),
                        reviewed.version.name(),
                        reviewed.version.character(),
                        reviewed.version.baseModel(),
                        ReviewAction.SIGN_OFF,
                        VersionState.IN_REVIEW,
                        VersionState.SIGNED_OFF,
                        new Actor(JON.id().value(), "Jon"),
                        null));
        verify(events)
                .publishEvent(new VersionChanged(
                        reviewed.version.id(), reviewed.version.character(), VersionState.SIGNED_OFF));
        verify(requests).answered(reviewed.version.id(), JON.id().value());
        verify(requests).keepOnly(reviewed.version.id(), ReviewAction.APPROVE);
        verify(requests, never()).forget(any());
        assertThat(reviewed.version.submittedBy())
                .as("only a submission says who asked")
                .isNull();
        verifyNoInteractions(series, recalls, passwords);
    }

    @Test
    void theFirstOfTwoSignOffsLeavesTheVersionInReview() {
        ReviewFixture reviewed = there(new ReviewFixture().ticked().rules(2, true));
        acting(JON);

        reviews.signOff(reviewed.version.id(), seen(reviewed));

        assertThat(reviewed.version.state()).isEqualTo(VersionState.IN_REVIEW);
        assertThat(stored().getFirst().details().to()).isEqualTo(VersionState.IN_REVIEW);
        verify(requests).keepOnly(reviewed.version.id(), ReviewAction.SIGN_OFF);
    }

    @Test
    void anApprovalRestsOnTheLastSignOffAndTheFormerProductionStepsDownFirst() {
        ReviewFixture former =
                there(new ReviewFixture().ticked().signed(JON, NOW).approved(OLAF, NOW));
        ReviewFixture reviewed = there(
                new ReviewFixture().ticked().rules(2, true).signed(JON, NOW).signed(LIN, NOW));
        when(versions.lockProduction(
                        reviewed.version.character().value(),
                        reviewed.version.baseModel().label()))
                .thenReturn(Optional.of(former.version));
        acting(OLAF);

        reviews.approve(reviewed.version.id(), seen(reviewed), proof);

        verify(passwords).require(proof);
        List<VersionDecision> written = stored();
        assertThat(written)
                .extracting(VersionDecision::verb)
                .containsExactly(ReviewAction.SUPERSEDE, ReviewAction.APPROVE);
        assertThat(written.getFirst().details())
                .returns(VersionState.SUPERSEDED, PastDecision::to)
                .returns("Replaced by ava-lindqvist_v1_1000steps.safetensors", PastDecision::reason);
        assertThat(written.getLast())
                .extracting("restsOn", "restsOnVerb", "part")
                .containsExactly(reviewed.history().getLast().getId(), ReviewAction.SIGN_OFF, ReviewRole.APPROVER);
        assertThat(former.version.state()).isEqualTo(VersionState.SUPERSEDED);
        assertThat(reviewed.version)
                .extracting("state", "approvalId")
                .containsExactly(VersionState.APPROVED, written.getLast().getId());
        var order = inOrder(series, versions, decisions);
        order.verify(series).lock(reviewed.version.character());
        order.verify(versions).flush();
        order.verify(decisions).saveAndFlush(written.getLast());
        verify(requests).forget(reviewed.version.id());
    }

    @Test
    void anApprovalRestsOnASignOffThoughAnotherStepCameLater() {
        ReviewFixture reviewed = there(
                new ReviewFixture().ticked().signed(JON, BEFORE).took(ReviewAction.RENEW, JON, ReviewRole.SIGNER, NOW));
        acting(OLAF);

        reviews.approve(reviewed.version.id(), seen(reviewed), proof);

        VersionDecision signOff = reviewed.history().get(1);
        assertThat(signOff.verb()).isEqualTo(ReviewAction.SIGN_OFF);
        assertThat(stored().getFirst()).extracting("restsOn").isEqualTo(signOff.getId());
    }

    @Test
    void whoSignedAndApprovesDoesSoInTheSignersPartAndThatIsWrittenDown() {
        ReviewFixture reviewed =
                there(new ReviewFixture().ticked().rules(1, false).signed(OLAF, NOW));
        acting(OLAF);

        reviews.approve(reviewed.version.id(), seen(reviewed), proof);

        assertThat(stored().getFirst())
                .returns(true, VersionDecision::signerMayApprove)
                .extracting("part")
                .isEqualTo(ReviewRole.SIGNER);
        verify(contributors, never()).save(any());
        assertThat(reviewed.history().get(1).signerMayApprove())
                .as("a sign-off is no approval")
                .isFalse();
    }

    @Test
    void anotherPersonsApprovalNeedsNoLeave() {
        ReviewFixture reviewed = there(new ReviewFixture().ticked().signed(JON, NOW));
        acting(OLAF);

        reviews.approve(reviewed.version.id(), seen(reviewed), proof);

        VersionDecision approval = stored().getFirst();
        assertThat(approval.signerMayApprove()).isFalse();
        assertThat(approval.isNew()).as("until it is in the database").isTrue();
        approval.markStored();
        assertThat(approval.isNew()).isFalse();
    }

    @Test
    void whoBroughtAFileInIsItsMaker() {
        UUID version = UUID.randomUUID();
        Contributor mara = Contributor.makerElsewhere(version, MARA.id().value(), true, true);

        assertThat(mara.isMaker()).isTrue();
        assertThat(mara.deeds(new ReviewFixture().version)).isEqualTo("trained it elsewhere and imported the file");
        assertThat(mara.getId()).isNotNull();
        assertThat(mara.isNew()).isTrue();
        mara.markStored();
        assertThat(mara.isNew()).isFalse();
    }

    @Test
    void withoutTheirPasswordNobodyApprovesOrRevokes() {
        ReviewFixture reviewed = there(new ReviewFixture().ticked().signed(JON, NOW));
        acting(OLAF);
        doThrow(new DomainException.RuleViolation("Type it again."))
                .when(passwords)
                .require(proof);

        assertThatThrownBy(() -> reviews.approve(reviewed.version.id(), seen(reviewed), proof))
                .hasMessage("Type it again.");
        assertThatThrownBy(() -> reviews.revoke(reviewed.version.id(), seen(reviewed), "Bad.", proof))
                .hasMessage("Type it again.");
        assertThatThrownBy(() -> reviews.renew(reviewed.version.id(), seen(reviewed), proof))
                .hasMessage("Type it again.");
        nothingIsStored();
    }

    @Test
    void aRevokedVersionCallsItsFilesBackWithTheReason() {
        ReviewFixture reviewed =
                there(new ReviewFixture().ticked().signed(JON, NOW).approved(OLAF, NOW));
        acting(INES);

        reviews.revoke(reviewed.version.id(), seen(reviewed), "  The consent is gone. ", proof);

        verify(passwords).require(proof);
        verify(recalls).recall(reviewed.version, "It was revoked: The consent is gone.");
        assertThat(stored().getFirst().details().reason()).isEqualTo("The consent is gone.");
        assertThat(reviewed.version.state()).isEqualTo(VersionState.REVOKED);
        verify(contributors, never()).save(any());
        verify(auditEvents)
                .publishAt(
                        LATER,
                        "version.revoked",
                        reviewed.version.subject(),
                        Map.of("state", "approved"),
                        Map.of("state", "revoked", "manifest", NOW.hex(), "reason", "The consent is gone."));
    }

    @Test
    void whatIsSentBackSaysWhatIsMissingInAtMostTwoThousandCharacters() {
        ReviewFixture reviewed = there(new ReviewFixture());
        acting(JON);

        assertThatThrownBy(() -> reviews.sendBack(reviewed.version.id(), seen(reviewed), " "))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo("reason"))
                .hasMessage("Say what is missing: its makers read this and act on it.");
        assertThatThrownBy(() -> reviews.sendBack(reviewed.version.id(), seen(reviewed), "x".repeat(2_001)))
                .hasMessage("The reason is longer than 2000 characters.");
        nothingIsStored();
        reviews.sendBack(reviewed.version.id(), seen(reviewed), "x".repeat(2_000));

        assertThat(reviewed.version.state()).isEqualTo(VersionState.CHANGES_REQUESTED);
        verify(recalls, never()).recall(any(), anyString());
        acting(INES);
        assertThatThrownBy(() -> reviews.revoke(reviewed.version.id(), seen(reviewed), "", proof))
                .hasMessage("Say why it is withdrawn: everyone who used it reads this.");
    }

    @Test
    void whoAsksForReviewIsOneOfItsMakersFromThenOn() {
        ReviewFixture reviewed = there(new ReviewFixture().took(ReviewAction.SEND_BACK, JON, null, NOW));
        acting(LIN);
        reviews.submit(reviewed.version.id(), seen(reviewed));

        assertThat(savedParticipant())
                .returns(LIN.id().value(), Contributor::account)
                .returns(true, Contributor::isMaker)
                .satisfies(maker -> assertThat(maker.deeds(reviewed.version)).isEqualTo("asked for this review"));
        assertThat(reviewed.version.submittedBy()).isEqualTo("Lin");
        assertThat(reviewed.version.submittedAt()).isEqualTo(LATER);
    }

    @Test
    void aMakerWhoAsksForReviewIsKeptOnce() {
        ReviewFixture reviewed = there(new ReviewFixture().took(ReviewAction.SEND_BACK, JON, null, NOW));
        acting(MARA);

        reviews.submit(reviewed.version.id(), seen(reviewed));

        verify(contributors, never()).save(any());
        assertThat(reviewed.context()
                        .contributor(MARA.id().value())
                        .orElseThrow()
                        .deeds(reviewed.version))
                .endsWith("launched run 41 and asked for this review");
    }

    @Test
    void whatIsNotAsSeenIsNotDecidedOn() {
        ReviewFixture reviewed = there(new ReviewFixture().ticked().signed(LIN, NOW));
        acting(JON);

        assertThatThrownBy(() -> reviews.sendBack(
                        reviewed.version.id(), new ReviewedRevision(VersionState.IN_REVIEW, NOW, "{}"), "No."))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessage(
                        "ava-lindqvist_v1_1000steps.safetensors is now “signed off” (Lin signed off), so nothing was"
                                + " saved. Check its current state, then decide.");
        assertThatThrownBy(() -> reviews.sendBack(
                        reviewed.version.id(), new ReviewedRevision(VersionState.SIGNED_OFF, BEFORE, "{}"), "No."))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageStartingWith("What you saw changed while you were looking");
        nothingIsStored();
    }

    @Test
    void whatTheTableOrTheRulesForbidIsRefused() {
        ReviewFixture reviewed = there(new ReviewFixture().ticked());
        acting(OLAF);
        assertThatThrownBy(() -> reviews.approve(reviewed.version.id(), seen(reviewed), proof))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("in this state it cannot be approved for production");
        acting(MARA);
        assertThatThrownBy(() -> reviews.signOff(reviewed.version.id(), seen(reviewed)))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith("Only a reviewer signs; your role is Member.");
        assertThatThrownBy(() -> reviews.signOff(new VersionId(UUID.randomUUID()), seen(reviewed)))
                .isInstanceOf(DomainException.NotFound.class);
        nothingIsStored();
    }

    @Test
    @Tag("attack")
    void anApprovalIsGivenAgainOnlyWithThePasswordAlsoByThePersonWhoSignedItOffBefore() {
        ReviewFixture both = there(new ReviewFixture()
                .rules(1, false)
                .ticked()
                .signed(OLAF, BEFORE)
                .took(ReviewAction.APPROVE, OLAF, ReviewRole.APPROVER, BEFORE));
        acting(OLAF);

        assertThatThrownBy(() -> reviews.renew(both.version.id(), seen(both)))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo("password"));
        reviews.renew(both.version.id(), seen(both), proof);
        verify(passwords).require(proof);
    }

    @Test
    void aSignOffIsGivenAgainWithoutAndAnApprovalOnlyWithThePassword() {
        ReviewFixture signed = there(new ReviewFixture().ticked().signed(JON, BEFORE));
        acting(JON);
        reviews.renew(signed.version.id(), seen(signed));
        assertThat(stored()).extracting(VersionDecision::verb).containsExactly(ReviewAction.RENEW);
        assertThat(signed.version.state()).isEqualTo(VersionState.SIGNED_OFF);

        ReviewFixture approved =
                there(new ReviewFixture().ticked().signed(JON, NOW).approved(OLAF, BEFORE));
        acting(OLAF);
        assertThatThrownBy(() -> reviews.renew(approved.version.id(), seen(approved)))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo("password"));
        reviews.renew(approved.version.id(), seen(approved), proof);
        verify(passwords).require(proof);
        assertThat(approved.version.state()).isEqualTo(VersionState.APPROVED);
    }

    @Test
    void afterAStepItIsKnownWhetherASignatureIsStale() {
        ReviewFixture stale = there(new ReviewFixture().ticked().rules(2, true).signed(JON, BEFORE));
        acting(LIN);
        reviews.signOff(stale.version.id(), seen(stale));
        assertThat(stale.version.staleSince()).isEqualTo(LATER);

        ReviewFixture holding =
                there(new ReviewFixture().ticked().rules(2, true).signed(JON, NOW));
        reviews.signOff(holding.version.id(), seen(holding));
        assertThat(holding.version.staleSince()).isNull();
    }

    private ReviewFixture there(ReviewFixture reviewed) {
        known.put(reviewed.version, reviewed);
        UUID id = reviewed.version.getId();
        when(versions.lock(id)).thenReturn(Optional.of(reviewed.version));
        when(decisions.findByVersionIdOrderByPosition(id)).thenReturn(reviewed.history());
        return reviewed;
    }

    private void acting(Person person) {
        when(actor.get()).thenReturn(new Actor(person.id().value(), person.name()));
        when(team.me()).thenReturn(person);
    }

    private static ReviewedRevision seen(ReviewFixture reviewed) {
        return new ReviewedRevision(reviewed.version.state(), NOW, "{}");
    }

    private List<VersionDecision> stored() {
        ArgumentCaptor<VersionDecision> written = ArgumentCaptor.forClass(VersionDecision.class);
        verify(decisions, atLeastOnce()).saveAndFlush(written.capture());
        return new ArrayList<>(written.getAllValues());
    }

    private Contributor savedParticipant() {
        ArgumentCaptor<Contributor> saved = ArgumentCaptor.forClass(Contributor.class);
        verify(contributors).save(saved.capture());
        return saved.getValue();
    }

    private void nothingIsStored() {
        verify(decisions, never()).saveAndFlush(any());
        verify(contributors, never()).save(any());
        verifyNoInteractions(auditEvents, events, requests);
    }
}
