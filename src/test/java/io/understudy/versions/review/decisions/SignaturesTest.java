package io.understudy.versions.review.decisions;

import static io.understudy.versions.review.ReviewFixture.BEFORE;
import static io.understudy.versions.review.ReviewFixture.INES;
import static io.understudy.versions.review.ReviewFixture.JON;
import static io.understudy.versions.review.ReviewFixture.LIN;
import static io.understudy.versions.review.ReviewFixture.MARA;
import static io.understudy.versions.review.ReviewFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.platform.core.DomainException;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionState;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.ReviewRole;
import io.understudy.versions.review.ReviewFixture;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignaturesTest {
    @Test
    void theyCountFromTheLastTimeThatReviewWasAskedFor() {
        ReviewFixture reviewed = new ReviewFixture().rules(2, true).signed(JON, NOW);
        assertThat(reviewed.signatures().all()).hasSize(1);

        reviewed.took(ReviewAction.SEND_BACK, LIN, null, NOW);
        assertThat(reviewed.signatures().all()).isEmpty();
        reviewed.took(ReviewAction.SUBMIT, MARA, null, NOW);
        assertThat(reviewed.signatures().all()).isEmpty();
    }

    @Test
    void oneThatRestsOnSomethingElseIsStale() {
        Signatures signatures = new ReviewFixture()
                .rules(2, true)
                .signed(JON, BEFORE)
                .signed(LIN, NOW)
                .signatures();

        assertThat(signatures.stale()).extracting(Signature::by).containsExactly("Jon");
        assertThat(signatures.staleBy(JON.id().value())).hasSize(1);
        assertThat(signatures.staleBy(LIN.id().value())).isEmpty();
        assertThat(signatures.standingSignOffs()).isEqualTo(1);
        assertThat(signatures.by(LIN.id().value())).map(Signature::by).contains("Lin");
        assertThat(signatures.by(MARA.id().value())).isEmpty();
    }

    @Test
    void givenAgainItRestsOnWhatIsThereNowAndStaysWhatItWas() {
        Signatures signatures = new ReviewFixture()
                .rules(3, true)
                .signed(JON, BEFORE)
                .signed(LIN, BEFORE)
                .took(ReviewAction.RENEW, JON, ReviewRole.SIGNER, NOW)
                .signatures();

        assertThat(signatures.all()).extracting(Signature::by).containsExactly("Jon", "Lin");
        assertThat(signatures.all()).extracting(Signature::stale).containsExactly(false, true);
        assertThat(signatures.all()).extracting(Signature::action).containsOnly(ReviewAction.SIGN_OFF);
        assertThat(signatures.all().getFirst().manifest()).isEqualTo(NOW);
    }

    @Test
    void anApprovalIsASignatureButNoSignOff() {
        Signatures signatures =
                new ReviewFixture().signed(JON, NOW).approved(INES, NOW).signatures();

        assertThat(signatures.all()).extracting(Signature::isSignOff).containsExactly(true, false);
        assertThat(signatures.standingSignOffs()).isEqualTo(1);
    }

    @Test
    void whoStoodForARevokedVersionStaysReadable() {
        Signatures signatures = new ReviewFixture()
                .signed(JON, NOW)
                .approved(INES, NOW)
                .took(ReviewAction.REVOKE, INES, null, NOW)
                .signatures();

        assertThat(signatures.all()).hasSize(2);
    }

    @Test
    void theVersionGoesOnWithTheLastSignOffThatIsMissing() {
        ReviewFixture reviewed = new ReviewFixture().rules(2, true);
        reviewed.signed(JON, NOW);
        assertThat(reviewed.version.state()).isEqualTo(VersionState.IN_REVIEW);
        reviewed.signed(LIN, NOW);
        assertThat(reviewed.version.state()).isEqualTo(VersionState.SIGNED_OFF);
        reviewed.approved(INES, NOW);
        assertThat(reviewed.version.state()).isEqualTo(VersionState.APPROVED);
        assertThatThrownBy(() -> reviewed.version.sign(true)).isInstanceOf(DomainException.RuleViolation.class);
    }

    @Test
    void whatChangedSinceIsToldBesideTheSignature() {
        Signature stale = new ReviewFixture()
                .signed(JON, BEFORE)
                .signatures()
                .by(JON.id().value())
                .orElseThrow();
        ManifestChange change = new ManifestChange("Consent", "withdrawn for a.png");

        assertThat(stale.withChanges(List.of(change)))
                .returns(List.of(change), Signature::changes)
                .returns("Jon", Signature::by)
                .returns(true, Signature::stale);
    }

    @Test
    void theFirstMomentOfStalenessIsKept() {
        LoraVersion version = new ReviewFixture().version;
        version.signaturesAreStale("a".repeat(64), ReviewFixture.NOON);
        version.signaturesAreStale("a".repeat(64), ReviewFixture.NOON.plusSeconds(60));
        assertThat(version.staleSince()).isEqualTo(ReviewFixture.NOON);

        version.signaturesAreStale(null, ReviewFixture.NOON);
        assertThat(version.staleSince()).isNull();
    }
}
