package io.understudy.training.backends.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.understudy.platform.core.ByteSource;
import io.understudy.platform.jobs.JobFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the folder of a job does, whichever way it is reached. */
abstract class JobFolderContract {
    private static final int BIG = 3_000_001;

    @TempDir
    Path temporary;

    private Path place;
    private JobFolder folder;

    /** @param place the folder on this machine, which does not exist yet */
    protected abstract JobFolder at(Path place) throws Exception;

    /** @param folder on this machine, in which those of jobs are */
    protected abstract JobFolderPlace within(Path folder) throws Exception;

    @BeforeEach
    void open() throws Exception {
        place = temporary.resolve("engine's/run 1");
        folder = at(place);
    }

    private static ByteSource text(String content) {
        return () -> new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void whatIsWrittenIsReadFromAnyPlace() throws IOException {
        byte[] content = new byte[BIG];
        new Random(1).nextBytes(content);

        folder.write("in/Bild ☃ 'a'.png", () -> new ByteArrayInputStream(content));

        assertThat(place.resolve("in/Bild ☃ 'a'.png")).hasBinaryContent(content);
        assertThat(folder.size("in/Bild ☃ 'a'.png")).hasValue(BIG);
        assertThat(folder.read("in/Bild ☃ 'a'.png", BIG - 5, 100)).hasSize(5).endsWith(content[BIG - 1]);
        assertThat(folder.read("in/Bild ☃ 'a'.png", 70_000, 200_000))
                .isEqualTo(Arrays.copyOfRange(content, 70_000, 270_000));
        assertThat(folder.read("in/Bild ☃ 'a'.png", BIG, 10)).isEmpty();
        assertThat(folder.read("in/Bild ☃ 'a'.png", BIG + 100, 10)).isEmpty();
    }

    @Test
    void aFileIsCopiedToThisServer() throws IOException {
        byte[] content = new byte[BIG];
        new Random(2).nextBytes(content);
        folder.write("lora.safetensors", () -> new ByteArrayInputStream(content));
        Path copy = temporary.resolve("copy");
        Files.writeString(copy, "an earlier one that is longer than nothing");

        folder.copyTo("lora.safetensors", copy);

        assertThat(copy).hasBinaryContent(content);
        assertThatExceptionOfType(JobFailure.class).isThrownBy(() -> folder.copyTo("none", copy));
    }

    @Test
    void aFileIsReplacedAsAWhole() throws IOException {
        folder.write("run.toml", text("a long first version"));
        folder.write("run.toml", text("second"));

        assertThat(text(folder.read("run.toml", 0, 100))).isEqualTo("second");
    }

    @Test
    void aSourceThatBreaksLeavesTheEarlierFile() throws IOException {
        folder.write("run.toml", text("first"));
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the store is away");
            }
        };

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> folder.write(
                        "run.toml", () -> new SequenceInputStream(text("second").open(), broken)))
                .withMessage("the store is away");

        assertThat(text(folder.read("run.toml", 0, 100))).isEqualTo("first");
        folder.write("run.toml", text("third"));
        assertThat(text(folder.read("run.toml", 0, 100))).isEqualTo("third");
    }

    @Test
    void whatIsNotThereIsEmpty() {
        assertThat(folder.size("none")).isEmpty();
        assertThat(folder.read("none", 0, 10)).isEmpty();
        folder.delete();
    }

    @Test
    void aFileGrowsAndShrinksUnderItsReader() throws IOException {
        folder.write("progress.jsonl", text("one\n"));
        Files.writeString(place.resolve("progress.jsonl"), "one\ntwo\n");
        assertThat(text(folder.read("progress.jsonl", 4, 100))).isEqualTo("two\n");

        Files.writeString(place.resolve("progress.jsonl"), "new\n");
        assertThat(folder.size("progress.jsonl")).hasValue(4);
        assertThat(folder.read("progress.jsonl", 8, 100)).isEmpty();
    }

    @Test
    void deletingTakesEverythingInItAndNothingElse() throws IOException {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve("kept"), "kept");
        folder.write("out/samples/1.png", text("x"));
        Files.createSymbolicLink(place.resolve("out/link"), outside);
        Files.writeString(place.resolve("out/.hidden"), "x");

        folder.delete();

        assertThat(place).doesNotExist();
        assertThat(outside.resolve("kept")).hasContent("kept");
    }

    @Test
    void theFoldersOfJobsSayWhenTheyWereLastChanged() throws Exception {
        Instant then = Instant.parse("2026-03-01T12:00:00Z");
        JobFolderPlace jobs = within(temporary);
        jobs.apply("one").write("state", text("wanted"));
        Files.writeString(temporary.resolve("file"), "x");
        Files.createSymbolicLink(temporary.resolve("link"), temporary.resolve("one"));
        Files.setLastModifiedTime(temporary.resolve("one"), FileTime.from(then));

        assertThat(jobs.changed()).containsEntry("one", then).doesNotContainKeys("file", "link");
    }

    @Test
    void aFolderSaysWhetherAJobStillNeedsIt() throws IOException {
        assertThat(folder.isOver()).isFalse();
        folder.write(JobFolder.STATE, text("wanted\n"));
        assertThat(folder.isOver()).isFalse();

        folder.markOver();

        assertThat(folder.isOver()).isTrue();
    }

    @Test
    void aPlaceThatIsForbiddenFailsTheJob() throws IOException {
        Files.createDirectories(place.getParent());
        Files.writeString(place, "a file where the folder should be");

        assertThatExceptionOfType(JobFailure.class)
                .isThrownBy(() -> folder.write("run.toml", text("x")))
                .satisfies(failure -> assertThat(failure.advice()).contains("permissions"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../x", "a/../../x", "a//b", "a/", ".", "a\nb", "a\0b"})
    void aNameNeverLeadsOutOfTheFolder(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> folder.write(name, text("x")));
        assertThatIllegalArgumentException().isThrownBy(() -> folder.read(name, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> folder.size(name));
        assertThatIllegalArgumentException().isThrownBy(() -> folder.copyTo(name, temporary.resolve("copy")));
    }
}
