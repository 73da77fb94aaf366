package io.understudy.versions.review;

import static io.understudy.versions.registry.FinishedRuns.AVA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.platform.core.DomainException;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionState;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.review.decisions.PastDecision;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.access.AccessDeniedException;

class WorkflowTest extends VersionsTest {
    static Stream<Arguments> allPairs() {
        return Arrays.stream(VersionState.values())
                .flatMap(state -> Arrays.stream(ReviewAction.values())
                        .filter(action -> action != ReviewAction.SUPERSEDE)
                        .map(action -> Arguments.of(state, action)));
    }

    /** On PostgreSQL, RefusedActionsTest refuses the same in every state, and the ways through the states are walked. */
    @Tag("once")
    @ParameterizedTest
    @MethodSource("allPairs")
    void theServiceDoesWhatTheTableSaysAndRefusesTheRest(VersionState state, ReviewAction action) {
        VersionId id = in(state);
        people.signIn(
                action == ReviewAction.SUBMIT || action == ReviewAction.WITHDRAW
                        ? mara
                        : action == ReviewAction.SIGN_OFF ? jon : ines);
        if (state.checklistIsOpen() && action.isSignature()) {
            tickAll(id);
        }
        ReviewedRevision seen = seen(id);

        if (action == ReviewAction.RENEW && action.from(state).isPresent()) {
            assertThatThrownBy(() -> act(action, id, seen))
                    .isInstanceOf(DomainException.RuleViolation.class)
                    .hasMessageContaining("No signature of yours rests on anything that has changed.");
            return;
        }
        if (action == ReviewAction.SIGN_OFF && state == VersionState.SIGNED_OFF) {
            // Jon has signed already: a further signature is someone else's.
            people.signIn(people.reviewer("Lin"));
        }
        action.from(state)
                .ifPresentOrElse(
                        target -> {
                            act(action, id, seen);
                            assertThat(details(id).state()).isEqualTo(target);
                        },
                        () -> {
                            assertThatThrownBy(() -> act(action, id, seen))
                                    .isInstanceOf(DomainException.RuleViolation.class)
                                    .hasMessageContaining("ava-lindqvist_v")
                                    .hasMessageContaining("is " + state.word());
                            assertThat(details(id).state()).isEqualTo(state);
                        });
    }

    @Test
    void aMemberSignsNothingAndAReviewerApprovesNothing() {
        VersionId reviewed = inReview();
        people.signIn(people.member("Bo"));
        ReviewedRevision seen = seen(reviewed);
        assertThatThrownBy(() -> reviews.signOff(reviewed, seen)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> reviews.sendBack(reviewed, seen, "No.")).isInstanceOf(AccessDeniedException.class);

        VersionId signed = signedOff();
        people.signIn(people.reviewer("Lin"));
        ReviewedRevision signedSeen = seen(signed);
        assertThatThrownBy(() -> reviews.approve(signed, signedSeen, proof()))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> reviews.revoke(signed, signedSeen, "No.", proof()))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void anOpenItemStandsInTheWayOfASignature() {
        VersionId id = inReview();
        people.signIn(jon);
        tickAll(id);
        checklist.untick(id, "artifacts", "A smear in the third picture.");
        ReviewedRevision seen = seen(id);

        assertThatThrownBy(() -> reviews.signOff(id, seen))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessage("1 of 6 checklist items is open: No obvious artifacts.");
    }

    @Test
    void sendingBackAndRevokingNeedAReason() {
        VersionId id = inReview();
        people.signIn(ines);
        ReviewedRevision seen = seen(id);

        assertThatThrownBy(() -> reviews.sendBack(id, seen, "  "))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo("reason"));
        assertThatThrownBy(() -> reviews.revoke(id, seen, "", proof()))
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo("reason"));
    }

    @Test
    void approvingAnotherVersionSupersedesTheOneInProduction() {
        VersionId first = approved();
        assertThat(versions.production(AVA)).map(VersionCard::id).contains(first);

        VersionId second = approved();

        assertThat(versions.production(AVA)).map(VersionCard::id).contains(second);
        assertThat(details(first).state()).isEqualTo(VersionState.SUPERSEDED);
        assertThat(details(first).decisions().getLast().reason())
                .isEqualTo("Replaced by ava-lindqvist_v2_1000steps.safetensors");
    }

    @Test
    void aRevokedProductionVersionLeavesTheCharacterWithoutOne() {
        revoked();

        assertThat(versions.production(AVA)).isEmpty();
    }

    @Test
    void theHistoryTellsEveryStepWithWhoWhenAndWhy() {
        VersionId id = inReview();
        people.signIn(jon);
        clock.advance(Duration.ofHours(2));
        reviews.sendBack(id, seen(id), "  The hands have six fingers. ");

        PastDecision last = details(id).decisions().getLast();
        assertThat(last.action()).isEqualTo(ReviewAction.SEND_BACK);
        assertThat(last.by()).isEqualTo("Jon");
        assertThat(last.at()).isEqualTo(clock.instant());
        assertThat(last.reason()).isEqualTo("The hands have six fingers.");
        assertThat(details(id).decisions()).hasSize(2);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        people.signIn(mara);

        assertThatThrownBy(() -> versions.details(new VersionId(UUID.randomUUID())))
                .isInstanceOf(DomainException.NotFound.class);
    }
}
