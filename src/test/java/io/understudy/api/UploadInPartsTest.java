package io.understudy.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.bundle.Hashes;
import io.understudy.characters.CharacterId;
import io.understudy.identity.access.TokenScope;
import io.understudy.platform.pictures.UnreadPhoto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UploadInPartsTest extends ApiTest {
    private static final int HALF = PHOTO.length / 2;
    private static final byte[] FIRST = Arrays.copyOf(PHOTO, HALF);
    private static final byte[] REST = Arrays.copyOfRange(PHOTO, HALF, PHOTO.length);

    private CharacterId ava;

    @BeforeEach
    void ava() {
        ava = character("Ava", "ohwx woman");
    }

    @Test
    void aFileArrivesInPartsAndBecomesAPicture() throws Exception {
        Reply begun = begin("1.jpg", PHOTO);
        assertThat(begun.status()).as(begun.response().body()).isEqualTo(201);
        assertThat(begun.body().path("offset").asLong()).isZero();
        String upload = begun.header("Location");
        assertThat(upload).isEqualTo("/api/v1/uploads/" + begun.text("id"));
        assertThat(begun.text("expiresAt"))
                .isEqualTo(clock.instant().plus(Duration.ofDays(1)).toString());

        assertThat(part(upload, 0, FIRST).header("Upload-Offset")).isEqualTo(String.valueOf(HALF));
        Reply head = send(request(upload, token).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Upload-Offset")).isEqualTo(String.valueOf(HALF));
        assertThat(get("/api/v1/characters/ava/uploads").items("id")).containsExactly(begun.text("id"));
        assertThat(part(upload, HALF, REST).body().path("offset").asInt()).isEqualTo(PHOTO.length);
        assertThat(get("/api/v1/characters/ava/pictures").items("id")).isEmpty();

        Reply complete = post(upload + "/complete", "");
        assertThat(complete.status()).as(complete.response().body()).isEqualTo(200);
        assertThat(complete.body().path("added").get(0).asString()).isEqualTo("1.jpg");
        assertThat(get("/api/v1/characters/ava/pictures").items("sha256")).containsExactly(Hashes.hex(PHOTO));
        assertThat(get(upload).status()).isEqualTo(404);
        assertThat(get("/api/v1/characters/ava/uploads").items("id")).isEmpty();
    }

    @Test
    void aZipArrivesInPartsWithItsCaptions() throws Exception {
        byte[] zip = zip();
        String upload = begin("photos.zip", zip).header("Location");
        part(upload, 0, Arrays.copyOf(zip, 1_000));
        part(upload, 1_000, Arrays.copyOfRange(zip, 1_000, zip.length));

        assertThat(post(upload + "/complete", "").status()).isEqualTo(200);
        assertThat(get("/api/v1/characters/ava/pictures").items("caption")).containsExactly("ohwx woman, portrait");
    }

    @Test
    void aPartThatDoesNotFollowIsRefusedWithThePlaceThatDoes() throws Exception {
        String upload = begin("1.jpg", PHOTO).header("Location");
        part(upload, 0, FIRST);

        for (long offset : List.of(0L, HALF + 1L, -1L)) {
            Reply refused = part(upload, offset, REST);
            assertThat(refused.status()).as("offset %d", offset).isEqualTo(409);
            assertThat(refused.header("Upload-Offset")).isEqualTo(String.valueOf(HALF));
        }
        Reply tooLong = part(upload, HALF, PHOTO);
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.text("detail")).contains(REST.length + " bytes");
        assertThat(part(upload, HALF, new byte[0]).body().path("offset").asInt())
                .isEqualTo(HALF);
        assertThat(send(request(upload, token)
                                .header("Content-Type", "application/octet-stream")
                                .method("PATCH", BodyPublishers.ofByteArray(REST)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anUploadIsCompleteWithItsLastByte() throws Exception {
        String upload = begin("1.jpg", PHOTO).header("Location");
        part(upload, 0, FIRST);

        Reply early = post(upload + "/complete", "");

        assertThat(early.status()).isEqualTo(409);
        assertThat(early.text("detail")).contains(HALF + " of " + PHOTO.length + " bytes");
        assertThat(get(upload).body().path("offset").asInt()).isEqualTo(HALF);
    }

    @Test
    @Tag("attack")
    void bytesThatAreNotThoseThatWereAnnouncedAreNoPicture() throws Exception {
        Reply begun = begin("1.jpg", PHOTO.length, "0".repeat(64));
        String upload = begun.header("Location");
        part(upload, 0, PHOTO);

        Reply refused = post(upload + "/complete", "");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("detail")).contains(Hashes.hex(PHOTO));
        assertThat(get("/api/v1/characters/ava/pictures").items("id")).isEmpty();
        assertThat(get(upload).status()).isEqualTo(404);
    }

    @Test
    @Tag("attack")
    void whatIsNoPictureIsRefusedWhenItIsWhole() throws Exception {
        byte[] text = "a text".getBytes(StandardCharsets.UTF_8);
        String upload = begin("1.jpg", text).header("Location");
        part(upload, 0, text);

        Reply refused = post(upload + "/complete", "");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("detail")).startsWith("1.jpg: ");
        assertThat(get("/api/v1/characters/ava/pictures").items("id")).isEmpty();
        assertThat(get(upload).status()).isEqualTo(404);
    }

    @Test
    void whatWillNotBeTakenIsRefusedBeforeItIsSent() throws Exception {
        String hash = Hashes.hex(PHOTO);

        assertThat(begin("notes.txt", 10, hash).text("field")).isEqualTo("fileName");
        assertThat(begin("IMG_1.heic", 10, hash).text("detail")).contains("IMG_1.heic: " + UnreadPhoto.REFUSAL);
        assertThat(begin("1.jpg", 0, hash).text("field")).isEqualTo("size");
        assertThat(begin("1.jpg", 50_000_001, hash).text("detail")).contains("50 MB");
        assertThat(begin("1.zip", 1_000_000_001, hash).text("detail")).contains("1 GB");
        Reply noHash = begin("1.jpg", 10, "abc");
        assertThat(noHash.status()).isEqualTo(422);
        assertThat(noHash.text("field")).isEqualTo("sha256");
        assertThat(get("/api/v1/characters/ava/uploads").items("id")).isEmpty();
    }

    @Test
    void theSameFileContinuesWhereItWas() throws Exception {
        String upload = begin("1.jpg", PHOTO).header("Location");
        part(upload, 0, FIRST);

        Reply again = begin("1.jpg", PHOTO);

        assertThat(again.header("Location")).isEqualTo(upload);
        assertThat(again.body().path("offset").asInt()).isEqualTo(HALF);
    }

    @Test
    @Tag("attack")
    void aPersonHasFewUploadsOpen() throws Exception {
        String first = begin("0.jpg", PHOTO).header("Location");
        for (int number = 1; number < 4; number++) {
            assertThat(begin(number + ".jpg", PHOTO).status()).isEqualTo(201);
        }
        Reply refused = begin("4.jpg", PHOTO);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("detail")).contains("4 uploads open");

        assertThat(send(request(first, token).DELETE()).status()).isEqualTo(204);
        assertThat(get(first).status()).isEqualTo(404);
        assertThat(begin("4.jpg", PHOTO).status()).isEqualTo(201);
        clock.advance(Duration.ofDays(1));
        assertThat(get("/api/v1/characters/ava/uploads").items("id")).isEmpty();
        assertThat(begin("5.jpg", PHOTO).status()).isEqualTo(201);
    }

    @Test
    @Tag("attack")
    void theUploadOfAnotherPersonIsNotThere() throws Exception {
        String upload = begin("1.jpg", PHOTO).header("Location");
        token = tokenOf(people.admin("Ines"), Set.of(TokenScope.READ, TokenScope.WRITE));

        assertThat(get(upload).status()).isEqualTo(404);
        assertThat(part(upload, 0, PHOTO).status()).isEqualTo(404);
        assertThat(post(upload + "/complete", "").status()).isEqualTo(404);
        assertThat(send(request(upload, token).DELETE()).status()).isEqualTo(404);
        assertThat(get("/api/v1/characters/ava/uploads").items("id")).isEmpty();
    }

    @Test
    @Tag("attack")
    void aLimitedTokenContinuesUploadsOfItsCharacters() throws Exception {
        character("Bea", "sks woman");
        String own = begin("1.jpg", PHOTO).header("Location");
        String other = post("/api/v1/characters/bea/uploads", announced("1.jpg", PHOTO.length, Hashes.hex(PHOTO)))
                .header("Location");
        token = tokenOf(mara, Set.of(TokenScope.WRITE), ava);

        assertThat(part(own, 0, FIRST).status()).isEqualTo(200);
        for (String closed : List.of(other, "/api/v1/uploads/" + UUID.randomUUID())) {
            Reply refused = part(closed, 0, FIRST);
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.text("detail")).startsWith("Among the characters of this token");
        }
    }

    private Reply begin(String fileName, byte[] file) throws IOException, InterruptedException {
        return begin(fileName, file.length, Hashes.hex(file));
    }

    private Reply begin(String fileName, long size, String sha256) throws IOException, InterruptedException {
        return post("/api/v1/characters/ava/uploads", announced(fileName, size, sha256));
    }

    private static String announced(String fileName, long size, String sha256) {
        return "{\"fileName\":\"%s\",\"size\":%d,\"sha256\":\"%s\"}".formatted(fileName, size, sha256);
    }

    private Reply part(String upload, long offset, byte[] bytes) throws IOException, InterruptedException {
        return send(request(upload, token)
                .header("Content-Type", "application/octet-stream")
                .header("Upload-Offset", String.valueOf(offset))
                .method("PATCH", BodyPublishers.ofByteArray(bytes)));
    }

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("1.jpg"));
            zip.write(PHOTO);
            zip.putNextEntry(new ZipEntry("1.txt"));
            zip.write("ohwx woman, portrait".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
