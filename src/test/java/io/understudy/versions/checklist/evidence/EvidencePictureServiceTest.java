package io.understudy.versions.checklist.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionsTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

class EvidencePictureServiceTest extends VersionsTest {
    @Autowired
    EvidencePictureService pictures;

    @Test
    void aPictureIsEncodedAnewBeforeItIsShown() throws IOException {
        byte[] original = photo();
        people.signIn(jon);

        BlobHash taken = pictures.take("at-1.1.jpg", new ByteArrayInputStream(original));

        assertThat(blobs.findInline(taken)).isPresent();
        assertThat(blobs.findInline(BlobHash.of(original))).isEmpty();
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

    private static byte[] photo() throws IOException {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        image.setRGB(3, 3, 0xff8800);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", bytes);
        return bytes.toByteArray();
    }
}
