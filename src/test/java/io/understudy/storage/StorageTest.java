package io.understudy.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.understudy.identity.People;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What the tests of the store share: the real store on an embedded endpoint, emptied before every test. */
@StudioTest
public abstract class StorageTest {
    public static final String TEXT = "text/plain";

    @Autowired
    public BlobStore blobs;

    @Autowired
    public BlobRepository rows;

    @Autowired
    public ObjectStore objects;

    @Autowired
    public SpoolDirectory spool;

    @Autowired
    public AlteredBlobRepository altered;

    @Autowired
    BlobSweeper sweeper;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    public SettableClock clock;

    @Autowired
    public People people;

    @BeforeEach
    void emptyTheBucketAndSignIn() {
        objectKeys().forEach(objects::remove);
        people.signIn(people.member("Mara"));
    }

    List<String> objectKeys() {
        List<String> keys = new ArrayList<>();
        objects.forEach("", object -> keys.add(object.key()));
        return keys;
    }

    byte[] read(BlobHash hash) throws IOException {
        try (InputStream in = blobs.open(hash)) {
            return in.readAllBytes();
        }
    }

    public static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
