package io.understudy.datasets.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.TestDatasets;
import io.understudy.identity.People;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.storage.BlobHash;
import io.understudy.storage.ExchangeStore;
import io.understudy.storage.ObjectContent;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@StudioTest
class PictureUploadServiceTest {
    private static final byte[] PHOTO = TestDatasets.photo(1);

    @Autowired
    private PictureUploadService uploads;

    @Autowired
    private PictureUploadSweep sweep;

    @Autowired
    private PictureUploadRepository repository;

    @Autowired
    private ExchangeStore store;

    @Autowired
    private CharacterService characters;

    @Autowired
    private People people;

    @Autowired
    private SettableClock clock;

    private CharacterId ava;

    @BeforeEach
    void signIn() {
        people.signIn(people.member("Mara"));
        ava = TestDatasets.ava(characters);
    }

    @Test
    void whatIsADayOldGoesWithItsBytes() {
        UploadId old = begun("old.jpg");
        clock.advance(Duration.ofHours(23));
        UploadId young = begun("young.jpg");
        clock.advance(Duration.ofHours(1));

        RunAs.run(sweep::sweep);

        assertThat(repository.parts(old)).isEmpty();
        assertThat(objects(old)).isZero();
        assertThat(uploads.of(ava)).extracting(PictureUpload::id).containsExactly(young);
        assertThat(objects(young)).isOne();
    }

    @Test
    void aPartThatOutlivedItsUploadGoesADayLater() {
        UploadId over = new UploadId(UUID.randomUUID());
        store.put("uploads/" + over.value() + "/part", new ObjectContent.OfBytes(PHOTO));
        // The store has a clock of its own.
        Instant arrived = store.list("uploads/" + over.value()).getFirst().changed();
        clock.advance(Duration.between(clock.instant(), arrived).plusDays(1));
        RunAs.run(sweep::sweep);
        assertThat(objects(over)).isOne();

        clock.advance(Duration.ofSeconds(1));
        RunAs.run(sweep::sweep);

        assertThat(objects(over)).isZero();
    }

    @Test
    @Tag("twice")
    void aCompletedUploadLeavesNothingBehind() {
        UploadId upload = begun("1.jpg");

        assertThat(uploads.complete(upload).added()).containsExactly("1.jpg");

        assertThat(objects(upload)).isZero();
        assertThat(repository.over()).isEmpty();
    }

    @Test
    @Tag("attack")
    void aFileComesInABoundedNumberOfParts() {
        UploadId upload =
                uploads.begin(ava, "1.jpg", PHOTO.length, BlobHash.of(PHOTO)).id();
        for (int start = 0; start < PictureUploadService.MOST_PARTS; start++) {
            UploadPart part = new UploadPart(start, 1, "uploads/none");
            assertThat(repository.receive(upload, part)).isTrue();
            repository.add(upload, part);
        }

        assertThatThrownBy(() -> uploads.receive(
                        upload, PictureUploadService.MOST_PARTS, new ByteArrayInputStream(new byte[] {1})))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("larger parts");
    }

    @Test
    void whatAnotherRequestReceivedMeanwhileIsNotReceivedTwice() {
        UploadId upload =
                uploads.begin(ava, "1.jpg", PHOTO.length, BlobHash.of(PHOTO)).id();
        InputStream slow = new ByteArrayInputStream(PHOTO) {
            @Override
            public synchronized int read(byte[] bytes, int from, int most) {
                if (uploads.get(upload).received() == 0) {
                    uploads.receive(upload, 0, new ByteArrayInputStream(PHOTO));
                }
                return super.read(bytes, from, most);
            }
        };

        assertThatThrownBy(() -> uploads.receive(upload, 0, slow))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("Another request sent this part first");

        assertThat(objects(upload)).isOne();
        assertThat(uploads.complete(upload).added()).containsExactly("1.jpg");
    }

    private UploadId begun(String name) {
        UploadId upload =
                uploads.begin(ava, name, PHOTO.length, BlobHash.of(PHOTO)).id();
        uploads.receive(upload, 0, new ByteArrayInputStream(PHOTO));
        return upload;
    }

    private int objects(UploadId upload) {
        return store.list("uploads/" + upload.value()).size();
    }
}
