package io.understudy.versions.checklist.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.platform.core.DomainException;
import io.understudy.platform.pictures.SourceMark;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionsTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

class EvidencePictureServiceTest extends VersionsTest {
    @Autowired
    EvidencePictureService pictures;

    @Autowired
    EvidenceUploadService uploads;

    @Test
    void aPictureIsEncodedAnewBeforeItIsShown() throws IOException {
        byte[] original = photo();
        people.signIn(jon);

        BlobHash taken = pictures.take("at-1.1.jpg", new ByteArrayInputStream(original));

        assertThat(blobs.findInline(taken)).isPresent();
        assertThat(blobs.findInline(BlobHash.of(original))).isEmpty();
    }

    @Test
    @Tag("attack")
    void theMarkOfAPictureIsKeptAndNoneIsAdded() throws IOException {
        people.signIn(jon);
        SourceMark generated = SourceMark.generatedBy("ComfyUI");
        SourceMark camera = new SourceMark("http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture", "Camera");
        SourceMark invented = new SourceMark("https://example.org/anything", "Tool");

        assertThat(markOfWhatIsKept(photo())).isEmpty();
        assertThat(markOfWhatIsKept(generated.writtenInto(photo()))).contains(generated);
        assertThat(markOfWhatIsKept(camera.writtenInto(photo()))).contains(camera);
        assertThat(markOfWhatIsKept(invented.writtenInto(photo()))).isEmpty();
    }

    private Optional<SourceMark> markOfWhatIsKept(byte[] picture) throws IOException {
        try (InputStream stored = blobs.open(pictures.take("at-1.1.jpg", new ByteArrayInputStream(picture)))) {
            return SourceMark.in(stored.readAllBytes());
        }
    }

    @Test
    void whatIsNoPictureIsRefusedByName() {
        people.signIn(jon);
        byte[] page = "<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> pictures.take("innocent.png", new ByteArrayInputStream(page)))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageStartingWith("innocent.png was not accepted: ");
    }

    @Test
    void aMemberUploadsNoEvidence() throws IOException {
        people.signIn(mara);
        ByteArrayInputStream bytes = new ByteArrayInputStream(photo());

        assertThatThrownBy(() -> pictures.take("at-1.1.jpg", bytes)).isInstanceOf(AccessDeniedException.class);
    }

    /** What a browser kept could name any file of the store. */
    @Test
    @Tag("attack")
    void onlyWhatThisAccountSentIsOfferedAgain() throws IOException {
        people.signIn(jon);
        Evidence sent = uploads.remember(Evidence.picture(
                pictures.take("at-1.1.jpg", new ByteArrayInputStream(photo())), "uploaded: at-1.1.jpg"));
        Evidence swept = uploads.remember(Evidence.file(BlobHash.of(new byte[] {1}), "swept.csv"));

        assertThat(uploads.stillThere(List.of(sent, swept))).containsExactly(sent);
        people.signIn(people.reviewer("Vera"));
        assertThat(uploads.stillThere(List.of(sent))).isEmpty();
    }

    private static byte[] photo() throws IOException {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        image.setRGB(3, 3, 0xff8800);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", bytes);
        return bytes.toByteArray();
    }
}
