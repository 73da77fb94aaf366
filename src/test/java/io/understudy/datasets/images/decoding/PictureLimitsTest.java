package io.understudy.datasets.images.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PictureLimitsTest {
    private static final byte[] PNG = TestPhotos.png(40, 30, 1);
    private static final byte[] JPEG = TestPhotos.jpeg(40, 30, 1);
    private static final int END_OF_PNG = 12;

    private final PictureLimits limits = PictureLimits.ofGenerated();

    @Test
    void whatAModelUsuallyMakesIsWithinThem() {
        assertThatCode(() -> limits.require(PNG)).doesNotThrowAnyException();
        assertThatCode(() -> limits.require(JPEG)).doesNotThrowAnyException();
        assertThatCode(() -> limits.requireSize(4_096, 4_096)).doesNotThrowAnyException();
    }

    @Test
    @Tag("attack")
    void fewBytesThatDeclareAHugePictureAreRefusedUndecoded() {
        assertRefused(TestPhotos.pngBomb(40_000, 40_000), "40000 x 40000 pixels");
        assertRefused(TestPhotos.pngBomb(5_000, 5_000), "5000 x 5000 pixels");
        assertRefused(TestPhotos.pngBomb(20_000, 1), "20000 x 1 pixels");
        assertRefused(TestPhotos.claiming(JPEG, 60_000, 60_000), "60000 x 60000 pixels");
    }

    @Test
    void theReasonAloneGivesNoAdviceOnWhatAMachineMade() {
        assertReason("<!DOCTYPE html><html>", "it is a web page, not a picture");
        assertReason("GIF89a\1\0\1\0", "it is a GIF");
        assertReason("\0\0\0\u0018ftypheic", "it is a HEIC or AVIF photo, which cannot be read");
    }

    private void assertReason(String file, String reason) {
        assertThatThrownBy(() -> limits.require(file.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOfSatisfying(
                        UnreadablePicture.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @Test
    @Tag("attack")
    void aSecondHeaderDoesNotHideTheSizeInTheFirst() {
        byte[] png = TestPhotos.pngBomb(40_000, 40_000);
        assertRefused(joined(png, png.length - END_OF_PNG, PNG, 8), "a second one");
        byte[] jpeg = TestPhotos.claiming(JPEG, 60_000, 60_000);
        assertRefused(joined(jpeg, jpeg.length - 2, JPEG, 2), "60000 x 60000 pixels");
    }

    @Test
    @Tag("attack")
    void aWebpThatHidesItsPictureBehindItsEndIsRefused() {
        byte[] canvas = ByteBuffer.allocate(60)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(22)
                .put("WEBPVP8X".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(10)
                .putInt(0)
                .put(new byte[] {7, 0, 0, 7, 0, 0})
                .put("VP8 ".getBytes(StandardCharsets.ISO_8859_1))
                .array();

        assertRefused(canvas, "no picture in it");
    }

    @Test
    @Tag("attack")
    void aPartOfAWebpThatClaimsAnImpossibleLengthIsRefusedAtOnce() {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertRefused(webpOfOnePart(-8), "has no length");
            assertRefused(webpOfOnePart(Integer.MIN_VALUE), "has no length");
            assertRefused(webpOfOnePart(Integer.MAX_VALUE), "no picture in it");
        });
    }

    private static byte[] webpOfOnePart(int length) {
        return ByteBuffer.allocate(20)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(12)
                .put("WEBPICCP".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(length)
                .array();
    }

    @Test
    @Tag("attack")
    void aPartOfAPngOrJpegThatClaimsAnImpossibleLengthIsRefusedAtOnce() {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (int length : new int[] {-12, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
                byte[] png = ByteBuffer.wrap(PNG.clone()).putInt(8, length).array();
                assertRefused(png, "cut off");
            }
            for (int length : new int[] {0, 1}) {
                byte[] jpeg = ByteBuffer.wrap(JPEG.clone())
                        .putShort(4, (short) length)
                        .array();
                assertRefused(jpeg, "do not follow each other");
            }
        });
    }

    @Test
    @Tag("attack")
    void whatIsNoWholePictureOfAKnownKindIsRefused() {
        assertRefused(new byte[0], "");
        assertRefused("II*\0 tiles of any size".getBytes(StandardCharsets.ISO_8859_1), "");
        assertRefused(
                ByteBuffer.allocate(PNG.length - 20)
                        .put(PNG, 0, PNG.length - 20)
                        .array(),
                "cut off");
    }

    private void assertRefused(byte[] picture, String why) {
        assertThatThrownBy(() -> limits.require(picture))
                .isInstanceOf(UnreadablePicture.class)
                .hasMessageContaining(why);
    }

    private static byte[] joined(byte[] first, int length, byte[] second, int from) {
        return ByteBuffer.allocate(length + second.length - from)
                .put(first, 0, length)
                .put(second, from, second.length - from)
                .array();
    }
}
