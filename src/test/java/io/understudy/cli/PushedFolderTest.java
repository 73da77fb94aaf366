package io.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
