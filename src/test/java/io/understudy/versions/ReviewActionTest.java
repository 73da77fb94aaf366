package io.understudy.versions;

import static io.understudy.versions.VersionState.APPROVED;
import static io.understudy.versions.VersionState.CHANGES_REQUESTED;
import static io.understudy.versions.VersionState.DRAFT;
import static io.understudy.versions.VersionState.IN_REVIEW;
import static io.understudy.versions.VersionState.REVOKED;
import static io.understudy.versions.VersionState.SIGNED_OFF;
import static io.understudy.versions.VersionState.SUPERSEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.identity.Role;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReviewActionTest {
    @Test
    void everyPairOfStateAndVerbLeadsWhereThePolicySaysOrNowhere() {
        Map<String, VersionState> legal = new TreeMap<>();
        for (VersionState state : VersionState.values()) {
            for (ReviewAction action : ReviewAction.values()) {
                action.from(state).ifPresent(target -> legal.put(state + " " + action, target));
            }
        }

        assertThat(legal)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("DRAFT SUBMIT", IN_REVIEW),
                        Map.entry("CHANGES_REQUESTED SUBMIT", IN_REVIEW),
                        Map.entry("IN_REVIEW SIGN_OFF", SIGNED_OFF),
                        Map.entry("SIGNED_OFF SIGN_OFF", SIGNED_OFF),
                        Map.entry("IN_REVIEW RENEW", IN_REVIEW),
                        Map.entry("SIGNED_OFF RENEW", SIGNED_OFF),
                        Map.entry("APPROVED RENEW", APPROVED),
                        Map.entry("IN_REVIEW SEND_BACK", CHANGES_REQUESTED),
                        Map.entry("IN_REVIEW WITHDRAW", DRAFT),
                        Map.entry("SIGNED_OFF SEND_BACK", CHANGES_REQUESTED),
                        Map.entry("SIGNED_OFF APPROVE", APPROVED),
                        Map.entry("APPROVED SUPERSEDE", SUPERSEDED),
                        Map.entry("DRAFT REVOKE", REVOKED),
                        Map.entry("IN_REVIEW REVOKE", REVOKED),
                        Map.entry("CHANGES_REQUESTED REVOKE", REVOKED),
                        Map.entry("SIGNED_OFF REVOKE", REVOKED),
                        Map.entry("APPROVED REVOKE", REVOKED),
                        Map.entry("SUPERSEDED REVOKE", REVOKED)));
    }

    @Test
    void everyVerbAsksForTheLowestRoleThatMayDoIt() {
        assertThat(ReviewAction.SUBMIT.role()).contains(Role.MEMBER);
        assertThat(ReviewAction.WITHDRAW.role()).contains(Role.MEMBER);
        assertThat(ReviewAction.SIGN_OFF.role()).contains(Role.REVIEWER);
        assertThat(ReviewAction.SEND_BACK.role()).contains(Role.REVIEWER);
        assertThat(ReviewAction.APPROVE.role()).contains(Role.ADMIN);
        assertThat(ReviewAction.REVOKE.role()).contains(Role.ADMIN);
    }

    @Test
    void onlyARevokedFileIsNotHandedOut() {
        for (VersionState state : VersionState.values()) {
            assertThat(state.isDownloadable()).as(state.name()).isEqualTo(state != REVOKED);
            assertThat(state.meaning()).as(state.name()).isNotBlank();
            assertThat(state.label()).isEqualToIgnoringCase(state.word()).matches("[A-Z].*");
        }
        assertThat(ReviewAction.APPROVE.label()).isEqualTo("Approve for production");
    }

    @Test
    void nobodySupersedesByHand() {
        assertThat(ReviewAction.SUPERSEDE.mayBeDoneBy(Role.ADMIN)).isFalse();
        assertThat(ReviewAction.availableIn(APPROVED)).containsExactly(ReviewAction.RENEW, ReviewAction.REVOKE);
    }

    @Test
    void signaturesAreBoundToACompleteChecklistAndTheLastStepsToThePassword() {
        assertThat(Arrays.stream(ReviewAction.values()).filter(ReviewAction::isSignature))
                .containsExactly(ReviewAction.SIGN_OFF, ReviewAction.RENEW, ReviewAction.APPROVE);
        assertThat(Arrays.stream(ReviewAction.values()).filter(ReviewAction::needsPassword))
                .containsExactly(ReviewAction.APPROVE, ReviewAction.REVOKE);
        assertThat(Arrays.stream(ReviewAction.values()).filter(ReviewAction::needsReason))
                .containsExactly(ReviewAction.SEND_BACK, ReviewAction.REVOKE);
    }

    @Test
    void theWayForwardIsOfferedFirst() {
        assertThat(ReviewAction.availableIn(DRAFT)).containsExactly(ReviewAction.SUBMIT, ReviewAction.REVOKE);
        assertThat(ReviewAction.availableIn(IN_REVIEW))
                .containsExactly(
                        ReviewAction.SIGN_OFF,
                        ReviewAction.SEND_BACK,
                        ReviewAction.WITHDRAW,
                        ReviewAction.RENEW,
                        ReviewAction.REVOKE);
        assertThat(ReviewAction.availableIn(REVOKED)).isEmpty();
    }

    @Test
    void theChecklistIsClosedUnderASignature() {
        for (VersionState state : VersionState.values()) {
            assertThat(state.checklistIsOpen())
                    .as(state.word())
                    .isEqualTo(state == DRAFT || state == IN_REVIEW || state == CHANGES_REQUESTED);
        }
    }
}
