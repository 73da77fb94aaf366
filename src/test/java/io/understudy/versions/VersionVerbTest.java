package io.understudy.versions;

import static io.understudy.versions.VersionState.APPROVED;
import static io.understudy.versions.VersionState.CHANGES_REQUESTED;
import static io.understudy.versions.VersionState.DRAFT;
import static io.understudy.versions.VersionState.IN_REVIEW;
import static io.understudy.versions.VersionState.REVOKED;
import static io.understudy.versions.VersionState.SIGNED_OFF;
import static io.understudy.versions.VersionState.SUPERSEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.people.Role;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VersionVerbTest {
    @Test
    void everyPairOfStateAndVerbLeadsWhereThePolicySaysOrNowhere() {
        Map<String, VersionState> legal = new TreeMap<>();
        for (VersionState state : VersionState.values()) {
            for (VersionVerb verb : VersionVerb.values()) {
                verb.from(state).ifPresent(target -> legal.put(state + " " + verb, target));
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
        assertThat(VersionVerb.SUBMIT.role()).contains(Role.MEMBER);
        assertThat(VersionVerb.WITHDRAW.role()).contains(Role.MEMBER);
        assertThat(VersionVerb.SIGN_OFF.role()).contains(Role.REVIEWER);
        assertThat(VersionVerb.SEND_BACK.role()).contains(Role.REVIEWER);
        assertThat(VersionVerb.APPROVE.role()).contains(Role.ADMIN);
        assertThat(VersionVerb.REVOKE.role()).contains(Role.ADMIN);
    }

    @Test
    void onlyARevokedFileIsNotHandedOut() {
        for (VersionState state : VersionState.values()) {
            assertThat(state.isDownloadable()).as(state.name()).isEqualTo(state != REVOKED);
            assertThat(state.meaning()).as(state.name()).isNotBlank();
            assertThat(state.label()).isEqualToIgnoringCase(state.word()).matches("[A-Z].*");
        }
        assertThat(VersionVerb.APPROVE.label()).isEqualTo("Approve for production");
    }

    @Test
    void nobodySupersedesByHand() {
        assertThat(VersionVerb.SUPERSEDE.mayBeDoneBy(Role.ADMIN)).isFalse();
        assertThat(VersionVerb.offeredIn(APPROVED)).containsExactly(VersionVerb.RENEW, VersionVerb.REVOKE);
    }

    @Test
    void signaturesAreBoundToACompleteChecklistAndTheLastStepsToThePassword() {
        assertThat(Arrays.stream(VersionVerb.values()).filter(VersionVerb::isSignature))
                .containsExactly(VersionVerb.SIGN_OFF, VersionVerb.RENEW, VersionVerb.APPROVE);
        assertThat(Arrays.stream(VersionVerb.values()).filter(VersionVerb::needsPassword))
                .containsExactly(VersionVerb.APPROVE, VersionVerb.REVOKE);
        assertThat(Arrays.stream(VersionVerb.values()).filter(VersionVerb::needsReason))
                .containsExactly(VersionVerb.SEND_BACK, VersionVerb.REVOKE);
    }

    @Test
    void theWayForwardIsOfferedFirst() {
        assertThat(VersionVerb.offeredIn(DRAFT)).containsExactly(VersionVerb.SUBMIT, VersionVerb.REVOKE);
        assertThat(VersionVerb.offeredIn(IN_REVIEW))
                .containsExactly(
                        VersionVerb.SIGN_OFF,
                        VersionVerb.SEND_BACK,
                        VersionVerb.WITHDRAW,
                        VersionVerb.RENEW,
                        VersionVerb.REVOKE);
        assertThat(VersionVerb.offeredIn(REVOKED)).isEmpty();
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
