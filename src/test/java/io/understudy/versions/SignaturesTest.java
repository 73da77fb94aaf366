package io.understudy.versions;

import static io.understudy.versions.Reviewed.BEFORE;
import static io.understudy.versions.Reviewed.INES;
import static io.understudy.versions.Reviewed.JON;
import static io.understudy.versions.Reviewed.LIN;
import static io.understudy.versions.Reviewed.MARA;
import static io.understudy.versions.Reviewed.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.shared.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignaturesTest {
    @Test
    void theyCountFromTheLastTimeThatReviewWasAskedFor() {
        Reviewed reviewed = new Reviewed().rules(2, true).signed(JON, NOW);
        assertThat(reviewed.signatures().all()).hasSize(1);

        reviewed.took(VersionVerb.SEND_BACK, LIN, null, NOW);
        assertThat(reviewed.signatures().all()).isEmpty();
        reviewed.took(VersionVerb.SUBMIT, MARA, null, NOW);
        assertThat(reviewed.signatures().all()).isEmpty();
    }

    @Test
    void oneThatRestsOnSomethingElseIsStale() {
        Signatures signatures = new Reviewed()
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
        Signatures signatures = new Reviewed()
                .rules(3, true)
                .signed(JON, BEFORE)
                .signed(LIN, BEFORE)
                .took(VersionVerb.RENEW, JON, Part.SIGNER, NOW)
                .signatures();

        assertThat(signatures.all()).extracting(Signature::by).containsExactly("Jon", "Lin");
        assertThat(signatures.all()).extracting(Signature::stale).containsExactly(false, true);
        assertThat(signatures.all()).extracting(Signature::verb).containsOnly(VersionVerb.SIGN_OFF);
        assertThat(signatures.all().getFirst().manifest()).isEqualTo(NOW);
    }

    @Test
    void anApprovalIsASignatureButNoSignOff() {
        Signatures signatures =
                new Reviewed().signed(JON, NOW).approved(INES, NOW).signatures();

        assertThat(signatures.all()).extracting(Signature::isSignOff).containsExactly(true, false);
        assertThat(signatures.standingSignOffs()).isEqualTo(1);
    }

    @Test
    void whoStoodForARevokedVersionStaysReadable() {
        Signatures signatures = new Reviewed()
                .signed(JON, NOW)
                .approved(INES, NOW)
                .took(VersionVerb.REVOKE, INES, null, NOW)
                .signatures();

        assertThat(signatures.all()).hasSize(2);
    }

    @Test
    void theVersionGoesOnWithTheLastSignOffThatIsMissing() {
        Reviewed reviewed = new Reviewed().rules(2, true);
        reviewed.signed(JON, NOW);
        assertThat(reviewed.version.state()).isEqualTo(VersionState.IN_REVIEW);
        reviewed.signed(LIN, NOW);
        assertThat(reviewed.version.state()).isEqualTo(VersionState.SIGNED_OFF);
        reviewed.approved(INES, NOW);
        assertThat(reviewed.version.state()).isEqualTo(VersionState.APPROVED);
        assertThatThrownBy(() -> reviewed.version.sign(true)).isInstanceOf(Refusal.RuleBroken.class);
    }

    @Test
    void whatChangedSinceIsToldBesideTheSignature() {
        Signature stale = new Reviewed()
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
        LoraVersion version = new Reviewed().version;
        version.signaturesAreStale(true, Reviewed.NOON);
        version.signaturesAreStale(true, Reviewed.NOON.plusSeconds(60));
        assertThat(version.staleSince()).isEqualTo(Reviewed.NOON);

        version.signaturesAreStale(false, Reviewed.NOON);
        assertThat(version.staleSince()).isNull();
    }
}
