package io.understudy.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.understudy.storage.ExchangeStore.Exchanged;
import io.understudy.storage.ExchangeStore.LinkUse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an exchange with machines elsewhere needs of an S3 service; a subclass for each kind says where it is. */
public abstract class ExchangeStoreContract {
    private static final int SEVERAL_PARTS = 20 * 1024 * 1024 + 7;
    private static final Duration A_WHILE = Duration.ofMinutes(5);

    /** Keeps the objects of one test apart in a bucket that outlives it. */
    private final String prefix = "exchange/" + UUID.randomUUID() + "/";

    @TempDir
    Path folder;

    public abstract ExchangeStore store();

    @AfterEach
    void removeWhatWasPut() {
        store().list(prefix).forEach(one -> store().remove(one.key()));
    }

    @Test
    void anObjectIsReplacedAsAWhole() {
        put("state", "a longer first");
        put("state", "second");

        assertThat(read("state")).isEqualTo("second");
        assertThat(found("state").size()).isEqualTo(6);
    }

    @Test
    void aPartIsReadFromAnyPlace() {
        put("log", "0123456789");

        assertThat(store().read(prefix + "log", 3, 4)).asString(UTF_8).isEqualTo("3456");
        assertThat(store().read(prefix + "log", 8, 100)).asString(UTF_8).isEqualTo("89");
        assertThat(store().read(prefix + "log", 3, 0)).isEmpty();
        assertThat(store().read(prefix + "log", 10, 5)).isEmpty();
        assertThat(store().read(prefix + "log", 100, 5)).isEmpty();
    }

    @Test
    void whatIsNotThereIsEmpty() throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();

        assertThat(store().find(prefix + "none")).isEmpty();
        assertThat(store().read(prefix + "none", 0, 10)).isEmpty();
        assertThat(store().copyTo(prefix + "none", 10, copy)).isFalse();
        assertThat(copy.size()).isZero();
        assertThat(store().list(prefix)).isEmpty();
        store().remove(prefix + "none");
    }

    @Test
    void anEmptyFileIsAnObject() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty"));

        store().put(prefix + "empty", new ObjectContent.OfFile(empty, 0));

        assertThat(found("empty").size()).isZero();
        assertThat(store().read(prefix + "empty", 0, 10)).isEmpty();
        assertThat(store().copyTo(prefix + "empty", 10, OutputStream.nullOutputStream()))
                .isTrue();
    }

    @Test
    void aFileOfSeveralPartsReplacesASmallOneAndIsCopiedByteForByte() throws IOException {
        byte[] bytes = new byte[SEVERAL_PARTS];
        new Random(SEVERAL_PARTS).nextBytes(bytes);
        Path file = Files.write(folder.resolve("large"), bytes);
        put("large", "small");

        store().put(prefix + "large", new ObjectContent.OfFile(file, SEVERAL_PARTS));

        Path copy = folder.resolve("copy");
        try (OutputStream out = Files.newOutputStream(copy)) {
            assertThat(store().copyTo(prefix + "large", Long.MAX_VALUE, out)).isTrue();
        }
        assertThat(copy).hasSameBinaryContentAs(file);
        assertThat(listed("large").tag()).isEqualTo(found("large").tag());
    }

    @Test
    void anotherContentHasAnotherTagAndAListNamesTheSameOne() {
        put("state", "first");
        String first = found("state").tag();
        put("state", "other");

        assertThat(found("state").tag()).isNotEqualTo(first).doesNotContain("\"");
        assertThat(listed("state").tag()).isEqualTo(found("state").tag());
    }

    @Test
    void aListNamesEveryObjectUnderThePrefix() {
        put("in/Bild ☃ 'a'+b.png", "1");
        put("in/deep/er", "22");
        put("out", "333");

        assertThat(store().list(prefix + "in/"))
                .extracting(Exchanged::key, Exchanged::size)
                .containsExactlyInAnyOrder(tuple(prefix + "in/Bild ☃ 'a'+b.png", 1L), tuple(prefix + "in/deep/er", 2L));
        assertThat(listed("out").changed()).isCloseTo(found("out").changed(), within(1, ChronoUnit.SECONDS));
    }

    @Test
    void aRemovedObjectIsGone() {
        put("short-lived", "x");

        store().remove(prefix + "short-lived");

        assertThat(store().find(prefix + "short-lived")).isEmpty();
    }

    @Test
    void aTargetThatIsFullIsNoFailureOfTheStore() {
        put("state", "first");
        OutputStream full = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("The disk is full");
            }
        };

        assertThatThrownBy(() -> store().copyTo(prefix + "state", 10, full))
                .isInstanceOf(IOException.class)
                .hasMessage("The disk is full");
    }

    @Test
    @Tag("attack")
    void ofAnObjectThatGrewNoMoreIsCopiedThanWasAskedFor() throws Exception {
        put("state", "first");
        URI writing = store().link(LinkUse.WRITE, prefix + "state", A_WHILE);
        assertThat(written(writing, "first, and much more than that").statusCode())
                .isEqualTo(200);

        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        assertThat(store().copyTo(prefix + "state", 5, copy)).isTrue();
        assertThat(copy).hasToString("first");
    }

    @Test
    @Tag("attack")
    void linksNeedNoKeys() throws Exception {
        String key = prefix + "place/Bild ☃ 'a'+b";
        URI writing = store().link(LinkUse.WRITE, key, A_WHILE);
        URI reading = store().link(LinkUse.READ, key, A_WHILE);

        assertThat(sent(HttpRequest.newBuilder(reading)).statusCode()).isEqualTo(404);
        assertThat(written(writing, "first").statusCode()).isEqualTo(200);
        assertThat(written(writing, "from a pod").statusCode()).isEqualTo(200);

        assertThat(sent(HttpRequest.newBuilder(reading)).body()).isEqualTo("from a pod");
        assertThat(store().read(key, 5, 100)).asString(UTF_8).isEqualTo("a pod");
    }

    @Test
    @Tag("attack")
    void aLinkForReadingWritesNothing() throws Exception {
        put("state", "first");
        URI reading = store().link(LinkUse.READ, prefix + "state", A_WHILE);

        assertThat(written(reading, "second").statusCode()).isEqualTo(403);

        assertThat(read("state")).isEqualTo("first");
    }

    private void put(String name, String text) {
        store().put(prefix + name, new ObjectContent.OfBytes(text.getBytes(UTF_8)));
    }

    private String read(String name) {
        return new String(store().read(prefix + name, 0, 1000), UTF_8);
    }

    private Exchanged found(String name) {
        return store().find(prefix + name).orElseThrow();
    }

    private Exchanged listed(String name) {
        List<Exchanged> all = store().list(prefix + name);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static HttpResponse<String> written(URI link, String text) throws Exception {
        return sent(HttpRequest.newBuilder(link).PUT(BodyPublishers.ofString(text)));
    }

    private static HttpResponse<String> sent(HttpRequest.Builder request) throws Exception {
        try (HttpClient plain =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return plain.send(request.build(), BodyHandlers.ofString());
        }
    }
}
