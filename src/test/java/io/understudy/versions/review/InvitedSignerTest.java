package io.understudy.versions.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.LocatorJ;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Span;
import io.understudy.bundle.attestation.ReviewAttestation;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.Accounts;
import io.understudy.identity.accounts.InvitationService;
import io.understudy.identity.accounts.NewPerson;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.release.ReleaseFolderService;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** A maker who invites a person can open the invitation and sign as that person: everyone who reads the signature sees so. */
@Tag("attack")
class InvitedSignerTest extends VersionsTest {
    @Autowired
    InvitationService invitations;

    @Autowired
    Accounts accounts;

    @Autowired
    ReleaseFolderService folders;

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

        String line = folders.create(id)
                .texts()
                .get("ava-lindqvist_v1_1000steps.safetensors" + ReviewAttestation.LINES_ENDING);
        String payload = JsonMapper.shared().readTree(line).path("payload").asString();
        assertThat(new String(Base64.getDecoder().decode(payload), StandardCharsets.UTF_8))
                .containsOnlyOnce("\"invitedBy\":\"" + ines.accountId() + "\"");
    }

    private SignedInPerson invitedBy(SignedInPerson admin) {
        return invitedBy(admin, "Xenia", Role.REVIEWER);
    }

    private SignedInPerson invitedBy(SignedInPerson admin, String name, Role role) {
        people.signIn(admin);
        String email = name.toLowerCase(Locale.ROOT) + "@example.org";
        invitations.join(
                invitations.invite(name, role, people.proof()),
                new NewPerson(name, email, "velvet ladder prompt box"));
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
