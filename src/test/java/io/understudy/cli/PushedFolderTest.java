package io.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushedFolderTest {
    @TempDir
    Path folder;

    private Path file(String name) throws IOException {
        Path file = folder.resolve("set").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, name);
    }

    private PushedFolder pushed() throws IOException {
        return new PushedFolder(folder.resolve("set"));
    }

    private static List<String> zipped(PushedFolder pushed, List<Path> photos) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        pushed.zip(photos, bytes);
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    @Test
    void photosOfOneNameTravelTogether() throws IOException {
        for (int number = 0; number < 449; number++) {
            file("one/" + number + ".jpg");
        }
        Path there = file("one/x.jpg");
        Path fresh = file("two/X.png");
        file("one/metadata.jsonl");
        PushedFolder pushed = pushed();

        assertThat(pushed.alike(List.of(there, file("one/7.jpg")), List.of(fresh)))
                .containsExactly(there);
        List<List<Path>> portions = pushed.portions(pushed.photos());
        assertThat(portions).hasSize(2);
        assertThat(portions.getLast()).containsExactly(there, fresh);
        assertThat(zipped(pushed, List.of(fresh, there)))
                .containsExactly("set/one/metadata.jsonl", "set/one/x.jpg", "set/two/X.png");
    }

    @Test
    void listsAndSettingsAreSentFromFoldersOfPhotosAndFromThoseAboveThem() throws IOException {
        file("10_ohwx/1.jpg");
        file("10_ohwx/metadata.jsonl");
        file("dataset.toml");
        file("node_modules/tool/package.json");
        file("config/token.yaml");
        PushedFolder pushed = pushed();

        assertThat(zipped(pushed, pushed.photos()))
                .containsExactly("set/10_ohwx/metadata.jsonl", "set/dataset.toml", "set/10_ohwx/1.jpg");
        assertThat(pushed.leftOut())
                .containsExactly("Not sent, because they are neither photos nor captions of one: config/token.yaml,"
                        + " node_modules/tool/package.json");
    }

    @Test
    void tooManyListsAndSettingsAreRefused() throws IOException {
        file("1.jpg");
        for (int number = 0; number <= 950; number++) {
            file("list" + number + ".csv");
        }

        assertThatThrownBy(this::pushed)
                .isInstanceOf(BadInputException.class)
                .hasMessage("The folder holds too many lists and settings.");
    }

    @Test
    void listsAndSettingsCountForTheSizeOfAZipAndAreRefusedAboveHalfOfIt() throws IOException {
        for (int number = 0; number < 40; number++) {
            sized("list" + number + ".csv", 4 << 20);
        }
        sized("1.jpg", 200_000_000);
        sized("2.jpg", 200_000_000);
        assertThat(pushed().portions(pushed().photos())).hasSize(2);

        for (int number = 40; number < 60; number++) {
            sized("list" + number + ".csv", 4 << 20);
        }
        assertThatThrownBy(this::pushed)
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("The lists and settings in the folder are too large: ");
    }

    @Test
    void longCaptionsCountForTheSizeOfAZip() throws IOException {
        sized("dataset.toml", 1);
        for (int number = 1; number <= 2; number++) {
            sized(number + ".jpg", 200_000_000);
            sized(number + ".txt", 100_000_000);
        }
        PushedFolder pushed = pushed();

        assertThat(pushed.portions(pushed.photos())).hasSize(2);
    }

    /** Of zeros that take no place on the disk. */
    private void sized(String name, long bytes) throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file(name).toFile(), "rw")) {
            sparse.setLength(bytes);
        }
    }

    @Test
    void morePhotosOfOneNameThanAServerTakesAreRefusedBeforeAnythingIsSentUnlessThereIsNoList() throws IOException {
        for (int number = 0; number <= 500; number++) {
            file(number + "/photo.jpg");
        }
        PushedFolder plain = pushed();
        assertThat(plain.portions(plain.photos())).hasSize(2);

        file("metadata.jsonl");
        PushedFolder listed = pushed();
        assertThatThrownBy(() -> listed.portions(listed.photos()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("501 of the name “photo” are more than a server takes at once");
    }

    @Test
    void photosOfOneNameThatAreTooLargeForOneZipAreRefused() throws IOException {
        file("metadata.jsonl");
        for (int number = 0; number < 25; number++) {
            sized(number + "/photo.jpg", 40_000_000);
        }
        PushedFolder pushed = pushed();

        assertThatThrownBy(() -> pushed.portions(pushed.photos()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("25 of the name “photo”");
    }

    @Test
    void whatAListSaysBelongsToNoPhotoWhenNoZipHeldOneAndTheFolderHoldsNone() throws IOException {
        Path there = file("one/x.jpg");
        file("2.jpg");
        PushedFolder pushed = pushed();

        assertThat(pushed.withoutPhoto(List.of(), Set.of())).isEmpty();
        assertThat(pushed.withoutPhoto(List.of(Set.of("set/1", "set/3"), Set.of("set/2", "set/3")), Set.of()))
                .isEqualTo("Captions of 1 picture that the folder does not hold were left out: set/3");
        assertThat(pushed.withoutPhoto(List.of(Set.of("elsewhere/x")), Set.of(there)))
                .as("it may mean the photo of that name")
                .isEmpty();
        assertThat(pushed.withoutPhoto(List.of(Set.of("elsewhere/x", "set/one/x")), Set.of(there)))
                .as("which the list names too")
                .endsWith(": elsewhere/x");
    }

    @Test
    void aLinkToAFolderAboveAndALinkToNothingAreNamedAndTheRestIsSent() throws IOException {
        Path photo = file("below/1.jpg");
        file(".git/2.jpg");
        Files.createSymbolicLink(folder.resolve("set/below/loop"), folder.resolve("set"));
        Files.createSymbolicLink(folder.resolve("set/gone.jpg"), folder.resolve("nowhere.jpg"));
        PushedFolder pushed = pushed();

        assertThat(pushed.photos()).containsExactly(photo);
        assertThat(pushed.leftOut())
                .containsExactly(
                        "Not sent, because they are neither photos nor captions of one: gone.jpg",
                        "Not sent, because they cannot be opened or lead back to a folder above: below/loop");
    }

    @Test
    void whatProgramsKeepNextToPhotosIsNotSentAsACaption() throws IOException {
        Path photo = file("1.jpg");
        Path caption = file("1.tags");
        file("1.xmp");
        file("1.AAE");
        file("dataset.toml");
        PushedFolder pushed = pushed();

        assertThat(pushed.captions(photo)).containsExactly(caption);
        assertThat(pushed.leftOut()).singleElement().asString().endsWith(": 1.AAE, 1.xmp");
    }

    @Test
    void ofTwoPhotosWhoseNamesDifferInCapitalLettersTheSecondIsNamed() throws IOException {
        Path photo = file("10_ohwx/A.jpg");
        file("10_ohwx/a.jpg");
        PushedFolder pushed = pushed();

        assertThat(pushed.photos()).containsExactly(photo);
        assertThat(pushed.refused())
                .containsExactly("10_ohwx/a.jpg: another photo has the same name but for capital letters: rename one of"
                        + " them");
    }
}
