package io.understudy.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.storage.ObjectStore.ObjectMissing;
import io.understudy.storage.ObjectStore.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the product needs of an S3 service; a subclass for each kind of service says where it is. */
public abstract class ObjectStoreContract {
    private static final int SEVERAL_PARTS = 20 * 1024 * 1024 + 7;
    private static final String TYPE = "application/octet-stream";

    /** Keeps the objects of one test apart in a bucket that outlives it. */
    private final String prefix = "contract/" + UUID.randomUUID() + "/";

    @TempDir
    Path folder;

    public abstract ObjectStore store();

    @Test
    void whatIsPutIsReadBackByteForByte() throws Exception {
        assertThat(put("greeting", "hello")).isTrue();
        assertThat(read("greeting")).isEqualTo("hello".getBytes(UTF_8));
    }

    @Test
    void anEmptyObjectIsAnObject() throws Exception {
        assertThat(put("nothing", "")).isTrue();
        assertThat(store().exists(prefix + "nothing")).isTrue();
        assertThat(read("nothing")).isEmpty();
    }

    @Test
    void aFileOfSeveralPartsIsReadBackByteForByte() throws Exception {
        Path file = randomFile(SEVERAL_PARTS);
        assertThat(store().putIfAbsent(
                                prefix + "large",
                                new ObjectContent.OfFile(file, SEVERAL_PARTS),
                                "application/octet-stream"))
                .isTrue();
        try (InputStream in = store().open(prefix + "large");
                InputStream expected = Files.newInputStream(file)) {
            assertThat(in).hasSameContentAs(expected);
        }
    }

    @Test
    void aSmallFileIsReadBackByteForByte() throws Exception {
        Path file = randomFile(3_000);
        store().putIfAbsent(prefix + "small", new ObjectContent.OfFile(file, 3_000), "image/png");
        assertThat(read("small")).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void anObjectIsNeverOverwritten() throws Exception {
        put("once", "first");
        assertThat(put("once", "second")).isFalse();
        assertThat(read("once")).isEqualTo("first".getBytes(UTF_8));
    }

    @Test
    void anObjectOfSeveralPartsIsNeverOverwritten() throws Exception {
        put("once", "first");
        Path file = randomFile(SEVERAL_PARTS);
        assertThat(store().putIfAbsent(prefix + "once", new ObjectContent.OfFile(file, SEVERAL_PARTS), TYPE))
                .isFalse();
        assertThat(read("once")).isEqualTo("first".getBytes(UTF_8));
    }

    @Test
    void aMissingObjectIsNamed() {
        assertThat(store().exists(prefix + "nowhere")).isFalse();
        assertThatThrownBy(() -> store().open(prefix + "nowhere"))
                .isInstanceOf(ObjectMissing.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void aRemovedObjectIsGoneAndRemovingItAgainIsFine() {
        put("short-lived", "x");
        store().remove(prefix + "short-lived");
        store().remove(prefix + "short-lived");
        assertThat(store().exists(prefix + "short-lived")).isFalse();
    }

    @Test
    void theListingNamesEveryObjectUnderThePrefixWithItsSize() {
        put("a/one", "1");
        put("a/two", "22");
        put("b/three", "333");
        assertThat(list("a/"))
                .containsExactlyInAnyOrder(
                        new StoredObject(prefix + "a/one", 1), new StoredObject(prefix + "a/two", 2));
        assertThat(list("")).hasSize(3);
        assertThat(list("c/")).isEmpty();
    }

    @Test
    void theListingGoesOnBeyondOnePageOfTheService() {
        int moreThanOnePage = 1_005;
        for (int i = 0; i < moreThanOnePage; i++) {
            put("many/" + i, "");
        }
        assertThat(list("many/")).hasSize(moreThanOnePage);
    }

    private boolean put(String name, String text) {
        return store().putIfAbsent(prefix + name, new ObjectContent.OfBytes(text.getBytes(UTF_8)), "text/plain");
    }

    private byte[] read(String name) throws IOException, ObjectMissing {
        try (InputStream in = store().open(prefix + name)) {
            return in.readAllBytes();
        }
    }

    private List<StoredObject> list(String name) {
        List<StoredObject> objects = new ArrayList<>();
        store().forEach(prefix + name, objects::add);
        return objects;
    }

    private Path randomFile(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Files.write(Files.createTempFile(folder, "random", ".bin"), bytes);
    }
}
