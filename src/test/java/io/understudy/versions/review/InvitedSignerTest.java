package io.understudy.versions.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.LocatorJ;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Span;
import io.understudy.bundle.BundleFormat;
import io.understudy.bundle.attestation.ReviewAttestation;
import io.understudy.identity.AccountId;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.Accounts;
import io.understudy.identity.accounts.InvitationService;
import io.understudy.identity.accounts.NewPerson;
import io.understudy.identity.accounts.TeamService;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.release.ReleaseBundleService;
import io.understudy.versions.release.ReleaseFolderService;
import io.understudy.versions.review.decisions.Signature;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/**
 * A maker who invites a person can open the invitation and sign as that person, or have that person make links for the
 * passwords of others: everyone who reads the signature sees so.
 */
@Tag("attack")
class InvitedSignerTest extends VersionsTest {
    @Autowired
    InvitationService invitations;

    @Autowired
    TeamService team;

    @Autowired
    Accounts accounts;

    @Autowired
    ReleaseFolderService folders;

    @Autowired
    ReleaseBundleService releases;

    @Test
    void theSignatureSaysThatAMakerInvitedItsAuthor() {
        VersionId id = signedBy(invitedBy(ines), ines);

        signIn(mara);
        assertThat(details(id).signatures())
                .singleElement()
                .satisfies(signature -> assertThat(signature.invitedBy()).isEqualTo("Ines"));
        UI.getCurrent().navigate(VersionRoutes.of(id));
        assertThat(LocatorJ._find(Span.class))
                .extracting(Span::getText)
                .contains("Xenia joined by an invitation that goes back to Ines, a maker of this version.");
    }

    @Test
    void anAccountInBetweenHidesNothing() {
        SignedInPerson yuri = invitedBy(ines, "Yuri", Role.ADMIN);
        VersionId id = signedBy(invitedBy(yuri), ines);

        people.signIn(mara);
        assertThat(details(id).signatures())
                .singleElement()
                .satisfies(signature -> assertThat(signature.invitedBy()).isEqualTo("Ines"));
    }

    @Test
    void anInvitationBySomeoneWhoTookNoPartIsNotMentioned() {
        VersionId id = signedBy(invitedBy(ines), mara);

        people.signIn(mara);
        assertThat(details(id).signatures())
                .singleElement()
                .satisfies(signature -> assertThat(signature.invitedBy()).isNull());
    }

    @Test
    void theReleaseSaysItToo() {
        runs.trainOn("{\"entries\":[]}".getBytes(StandardCharsets.UTF_8));
        SignedInPerson olaf = people.admin("Olaf");
        VersionId id = signedBy(invitedBy(ines), ines);
        people.signIn(olaf);
        reviews.approve(id, seen(id), proof());

        assertThat(attested(id)).containsOnlyOnce("\"invitedBy\":\"" + ines.accountId() + "\"");
    }

    @Test
    void aLinkFromAnAccountThatAMakerInvitedIsSaidWithTheSignature() {
        SignedInPerson stan = invitedBy(ines, "Stan", Role.ADMIN);
        linkedBy(stan, jon);
        VersionId id = signedBy(jon, ines);

        signIn(mara);
        assertThat(details(id).signatures())
                .singleElement()
                .satisfies(
                        signature -> assertThat(signature.link()).isEqualTo(new Signature.Link("Stan", null, "Ines")));
        UI.getCurrent().navigate(VersionRoutes.of(id));
        assertThat(LocatorJ._find(Span.class))
                .extracting(Span::getText)
                .contains("Jon chose a password by a link from Stan. That goes back to Ines, a maker of this version.");
    }

    @Test
    void aConfirmationByAnAccountThatAMakerInvitedIsSaidInTheRelease() {
        runs.trainOn("{\"entries\":[]}".getBytes(StandardCharsets.UTF_8));
        SignedInPerson stan = invitedBy(ines, "Stan", Role.ADMIN);
        SignedInPerson olaf = people.admin("Olaf");
        linkedBy(ines, jon);
        people.signIn(stan);
        team.confirm(new AccountId(jon.accountId()), people.proof());
        VersionId id = signedBy(jon, ines);
        people.signIn(olaf);
        reviews.approve(id, seen(id), proof());

        assertThat(attested(id))
                .contains(
                        "\"passwordLink\":{",
                        "\"by\":\"" + ines.accountId() + "\"",
                        "\"confirmedBy\":\"" + stan.accountId() + "\"",
                        "\"goesBackTo\":\"" + ines.accountId() + "\"");
    }

    @Test
    void anApproverWhoMadeNothingAndInvitedMakerAndSignerIsSaidInTheRelease() {
        runs.trainOn("{\"entries\":[]}".getBytes(StandardCharsets.UTF_8));
        SignedInPerson yuri = invitedBy(ines, "Yuri", Role.MEMBER);
        VersionId id = signedBy(invitedBy(ines), yuri);
        people.signIn(ines);
        reviews.approve(id, seen(id), proof());

        assertThat(attested(id).split("\"invitedBy\":\"" + ines.accountId() + "\"", -1))
                .as("of the maker and of the signer")
                .hasSize(3);
        assertThat(releases.create(id).texts().get(BundleFormat.PAGE))
                .contains("Yuri (invited by the approver) ", "Xenia (invited by the approver) signed off");
        assertThat(reasons(id, "Yuri"))
                .contains("joined by an invitation that goes back to Ines, who signed this version");
        signIn(mara);
        UI.getCurrent().navigate(VersionRoutes.of(id));
        assertThat(LocatorJ._find(Span.class))
                .extracting(Span::getText)
                .contains("Xenia joined by an invitation that goes back to Ines, who signed this version, too.");
    }

    @Test
    void aSignersLinkFromAnAccountThatTheApproverInvitedIsSaidInTheRelease() {
        runs.trainOn("{\"entries\":[]}".getBytes(StandardCharsets.UTF_8));
        SignedInPerson stan = invitedBy(ines, "Stan", Role.ADMIN);
        linkedBy(stan, jon);
        VersionId id = signedBy(jon, mara);
        people.signIn(ines);
        reviews.approve(id, seen(id), proof());

        assertThat(details(id).signatures().getFirst().link()).isEqualTo(new Signature.Link("Stan", null, "Ines"));
        assertThat(attested(id)).containsOnlyOnce("\"goesBackTo\":\"" + ines.accountId() + "\"");
        assertThat(releases.create(id).texts().get(BundleFormat.PAGE))
                .contains("Jon (password by a link that goes back to the approver) signed off");
    }

    @Test
    void aMakersLinkFromAnAccountThatTheSignerInvitedIsSaidAlsoOnceItIsConfirmed() {
        runs.trainOn("{\"entries\":[]}".getBytes(StandardCharsets.UTF_8));
        SignedInPerson olaf = people.admin("Olaf");
        SignedInPerson stan = invitedBy(ines, "Stan", Role.ADMIN);
        SignedInPerson zora = invitedBy(ines, "Zora", Role.ADMIN);
        linkedBy(stan, mara);
        VersionId id = signedBy(ines, mara);
        assertThat(reasons(id, "Mara"))
                .contains("chose a password by a link from Stan that no other admin has confirmed, which goes back to"
                        + " Ines, who signed this version");

        people.signIn(zora);
        team.confirm(new AccountId(mara.accountId()), people.proof());
        assertThat(reasons(id, "Mara"))
                .contains(
                        "chose a password by a link from Stan that Zora confirmed, which goes back to Ines, who signed"
                                + " this version");
        people.signIn(olaf);
        reviews.approve(id, seen(id), proof());
        assertThat(attested(id)).containsOnlyOnce("\"goesBackTo\":\"" + ines.accountId() + "\"");
        assertThat(releases.create(id).texts().get(BundleFormat.PAGE))
                .contains("Mara (password by a link that goes back to a signer) ");
    }

    private List<String> reasons(VersionId id, String maker) {
        return details(id).makers().stream()
                .filter(one -> one.name().equals(maker))
                .flatMap(one -> one.reasons().stream())
                .map(Contribution.Reason::words)
                .toList();
    }

    private void linkedBy(SignedInPerson admin, SignedInPerson account) {
        people.signIn(admin);
        invitations.chooseNewPassword(
                invitations.offerNewPassword(new AccountId(account.accountId()), people.proof()),
                "velvet ladder prompt box");
    }

    private String attested(VersionId id) {
        String line = folders.create(id)
                .texts()
                .get("ava-lindqvist_v1_1000steps.safetensors" + ReviewAttestation.LINES_ENDING);
        String payload = JsonMapper.shared().readTree(line).path("payload").asString();
        return new String(Base64.getDecoder().decode(payload), StandardCharsets.UTF_8);
    }

    private SignedInPerson invitedBy(SignedInPerson admin) {
        return invitedBy(admin, "Xenia", Role.REVIEWER);
    }

    private SignedInPerson invitedBy(SignedInPerson admin, String name, Role role) {
        people.signIn(admin);
        String email = name.toLowerCase(Locale.ROOT) + "@example.org";
        invitations.join(
                invitations.invite(name, role, people.proof()), new NewPerson(name, email, "velvet ladder prompt box"));
        return accounts.findByEmail(email).orElseThrow().asSignedIn();
    }

    private VersionId signedBy(SignedInPerson signer, SignedInPerson maker) {
        VersionId id = runs.finish(maker, maker);
        people.signIn(maker);
        reviews.submit(id, seen(id));
        people.signIn(signer);
        tickAll(id);
        reviews.signOff(id, seen(id));
        return id;
    }
}
