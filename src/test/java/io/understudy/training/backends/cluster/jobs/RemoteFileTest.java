package io.understudy.training.backends.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.storage.BlobHash;
import io.understudy.storage.TestSpool;
import io.understudy.training.backends.cluster.JobFolder;
import io.understudy.training.backends.cluster.SharedJobFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("attack")
class RemoteFileTest {
    private static final String NAME = "ava.safetensors";

    @TempDir
    Path place;

    @Test
    void whatReplacesAFileAfterTheJobHasDescribedItIsNotUsed() throws Exception {
        byte[] trained = "trained".getBytes(StandardCharsets.UTF_8);
        RemoteFile described =
                new RemoteFile(NAME, trained.length, BlobHash.of(trained).hex());
        JobFolder folder = new SharedJobFolder(place, "/engine");
        Files.writeString(place.resolve(NAME), "another");

        assertThat(described.copied(folder, TestSpool.directory(), RemoteFileTest::used))
                .isFalse();
    }

    @Test
    void aFileThatIsLargerThanAnyLoraIsLeftWhereItIs() {
        long size = 5L << 30;
        JobFolder folder = mock(JobFolder.class);
        when(folder.size(NAME)).thenReturn(OptionalLong.of(size));

        assertThatExceptionOfType(JobFailure.class)
                .isThrownBy(() ->
                        new RemoteFile(NAME, size, "").copied(folder, TestSpool.directory(), RemoteFileTest::used))
                .withMessageContaining("5 GiB, more than any LoRA");
    }

    private static void used(Path copy) {
        throw new AssertionError(copy + " was used");
    }
}
