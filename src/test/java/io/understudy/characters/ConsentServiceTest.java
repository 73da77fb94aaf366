package io.understudy.characters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.understudy.identity.People;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.support.StudioTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ResponseEntity;

@StudioTest
class ConsentServiceTest {
    private static final byte[] PDF = "%PDF-1.7 I agree.".getBytes(StandardCharsets.US_ASCII);

    @Autowired
    ConsentService consents;

    @Autowired
    CharacterService characters;

    @Autowired
    ConsentController download;

    @Autowired
    People people;

    private CharacterSummary ava;

    @BeforeEach
    void signIn() {
        people.signIn(people.member("Mara"));
        ava = characters.create(CharacterDraft.of("Ava Lindqvist", "woman", "ohwx woman", ""), null);
    }

    @Test
    void consentWithoutAFileIsRefused() {
        assertThatThrownBy(() -> characters.declareLikeness(
                        ava.id(), ava.rowVersion(), new LikenessDeclaration(LikenessBasis.CONSENT, "", null)))
                .asInstanceOf(type(DomainException.RuleViolation.class))
                .returns("file", DomainException.RuleViolation::field);
    }

    @Test
    void aConsentFileComesBackAsAnAttachment() throws IOException {
        declareConsent(PDF, "C:\\scans\\ava \u202egnp.pdf");

        ResponseEntity<InputStreamResource> answer = download.file("ava-lindqvist");

        InputStreamResource body = Objects.requireNonNull(answer.getBody());
        try (var bytes = body.getInputStream()) {
            assertThat(bytes.readAllBytes()).isEqualTo(PDF);
        }
        assertThat(answer.getHeaders().getContentDisposition().isAttachment()).isTrue();
        assertThat(answer.getHeaders().getContentDisposition().getFilename()).isEqualTo("ava gnp.pdf");
        assertThat(answer.getHeaders().getCacheControl()).contains("no-store");
        assertThat(answer.getHeaders().getFirst("Content-Security-Policy")).isEqualTo("sandbox");
    }

    @Test
    void aLaterDeclarationKeepsTheFileUnlessANewOneComes() {
        CharacterDetails first = declareConsent(PDF, "ava.pdf");

        CharacterDetails second = characters.declareLikeness(
                ava.id(),
                first.summary().rowVersion(),
                new LikenessDeclaration(LikenessBasis.CONSENT, "Signed on paper.", null));

        CharacterDetails.Likeness likeness = Objects.requireNonNull(second.likeness());
        assertThat(likeness.file()).isNotNull().returns("ava.pdf", ConsentFile::name);
        assertThat(likeness.statement()).isEqualTo("Signed on paper.");
    }

    @Test
    void whatIsNoPdfOrPictureByContentIsRefusedByName() {
        byte[] page = "<html><script>".getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> consents.receive(new ByteArrayInputStream(page), "consent.pdf"))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("consent.pdf");
        assertThatThrownBy(() -> consents.receive(new ByteArrayInputStream(new byte[0]), "empty.png"))
                .isInstanceOf(DomainException.RuleViolation.class);
    }

    /** What a browser kept could name any file of the store. */
    @Test
    @Tag("attack")
    void onlyWhatThisAccountUploadedIsOfferedAgain() {
        ConsentFile mine = consents.receive(new ByteArrayInputStream(PDF), "ava.pdf");

        assertThat(consents.uploaded(mine.blob(), "ava.pdf")).contains(mine);
        assertThat(consents.uploaded(BlobHash.of(new byte[] {1}), "ava.pdf")).isEmpty();
        people.signIn(people.member("Vera"));
        assertThat(consents.uploaded(mine.blob(), "ava.pdf")).isEmpty();
    }

    @Test
    void aFileBeyondTheLimitIsRefused() {
        byte[] large = new byte[(int) ConsentService.LIMIT + 1];
        System.arraycopy(PDF, 0, large, 0, PDF.length);

        assertThatThrownBy(() -> consents.receive(new ByteArrayInputStream(large), "large.pdf"))
                .isInstanceOf(DomainException.RuleViolation.class);
    }

    @Test
    void aCharacterWithoutAConsentFileAnswersNotFound() {
        assertThatThrownBy(() -> download.file("ava-lindqvist")).isInstanceOf(DomainException.NotFound.class);
        assertThatThrownBy(() -> download.file("nobody")).isInstanceOf(DomainException.NotFound.class);
    }

    private CharacterDetails declareConsent(byte[] bytes, String name) {
        ConsentFile file = consents.receive(new ByteArrayInputStream(bytes), name);
        return characters.declareLikeness(
                ava.id(), ava.rowVersion(), new LikenessDeclaration(LikenessBasis.CONSENT, "", file));
    }
}
