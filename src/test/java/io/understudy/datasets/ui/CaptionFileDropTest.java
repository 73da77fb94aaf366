package io.understudy.datasets.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.captions.CaptionFileService;
import io.understudy.datasets.captions.CaptionUndoService;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.datasets.intake.RejectedFile;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.identity.People;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.support.StudioTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@StudioTest
class CaptionFileDropTest {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    @Autowired
    private CaptionFileService files;

    @Autowired
    private CaptionUndoService undo;

    @Autowired
    private CharacterService characters;

    @Autowired
    private DatasetService datasets;

    @Autowired
    private PictureIntake intake;

    @Autowired
    private People people;

    private CharacterId ava;
    private CaptionFileDrop drop;

    @BeforeEach
    void anEmptySet() {
        people.signIn(people.member("Mara"));
        ava = characters
                .create(CharacterDraft.of("Ava Lindqvist", "woman", "ohwx woman", ""), null)
                .id();
        drop = new CaptionFileDrop(files, ava);
    }

    @Test
    void aCaptionThatCameBeforeItsPictureWaitsForIt() throws IOException {
        receive("Park.TXT", "ohwx woman,\nin a park".getBytes(StandardCharsets.UTF_8));
        assertThat(drop.settle(false).notes()).isEmpty();
        take("park.jpg", 1);
        CaptionFileDrop.Settled settled = drop.settle(true);
        assertThat(settled.notes()).singleElement().asString().startsWith("1 caption was read from files");
        assertThat(settled.read()).containsExactly("Park.TXT");
        assertThat(captions()).containsExactly("ohwx woman, in a park");
        undo.undo(ava);
        assertThat(captions()).containsExactly("");
    }

    @Test
    void aFileThatIsNotUtf8IsReadAndSaysSo() throws IOException {
        take("1.jpg", 1);
        receive("1.txt", "un été à la plage".getBytes(WINDOWS));
        assertThat(drop.settle(true).notes()).anyMatch(note -> note.contains("1.txt: the caption is not UTF-8"));
        assertThat(captions()).containsExactly("un été à la plage");
    }

    @Test
    void aFileWithoutExactlyOnePictureIsNamed() throws IOException {
        take("1.jpg", 1);
        take("2.jpg", 2);
        take("2.jpg", 3);
        receive("2.txt", "which of them".getBytes(StandardCharsets.UTF_8));
        receive("3.caption", "nobody".getBytes(StandardCharsets.UTF_8));
        assertThat(drop.settle(true).rejected())
                .extracting(RejectedFile::name)
                .containsExactlyInAnyOrder("2.txt", "3.caption");
        assertThat(captions()).containsOnly("");
    }

    @Test
    void aNewPictureGetsTheCaptionBesideItAndAnOlderOneOfItsNameKeepsItsWords() throws IOException {
        take("1.jpg", 1);
        receive("1.txt", "ohwx woman, her own words".getBytes(StandardCharsets.UTF_8));
        drop.settle(true);
        drop = new CaptionFileDrop(files, ava);

        receive("trip/1.txt", "ohwx woman, on a trip".getBytes(StandardCharsets.UTF_8));
        assertThat(drop.settle(false).isEmpty())
                .as("its picture is still on its way")
                .isTrue();
        send("trip/1.jpg", 2);

        assertThat(drop.settle(true).read()).containsExactly("trip/1.txt");
        assertThat(captions()).containsExactlyInAnyOrder("ohwx woman, her own words", "ohwx woman, on a trip");
    }

    @Test
    void aLaterDropOnTheSamePageIsNotTakenForTheEarlierOne() throws IOException {
        send("1.jpg", 1);
        receive("1.txt", "ohwx woman, her own words".getBytes(StandardCharsets.UTF_8));
        drop.settle(true);

        receive("1.txt", "ohwx woman, another photo".getBytes(StandardCharsets.UTF_8));
        drop.settle(false);
        send("1.jpg", 2);

        assertThat(drop.settle(true).read()).containsExactly("1.txt");
        assertThat(captions()).containsExactlyInAnyOrder("ohwx woman, her own words", "ohwx woman, another photo");
    }

    @Test
    void aCaptionBesideTwoPicturesOfItsNameIsNamed() throws IOException {
        send("1.jpg", 1);
        send("1.png", 2);
        receive("1.txt", "which of them".getBytes(StandardCharsets.UTF_8));

        assertThat(drop.settle(true).rejected()).extracting(RejectedFile::name).containsExactly("1.txt");
        assertThat(captions()).containsOnly("");
    }

    @Test
    void picturesOfOneNameInTwoFoldersGetTheirOwnCaptions() throws IOException {
        receive("10_day/1.txt", "ohwx woman, by day".getBytes(StandardCharsets.UTF_8));
        receive("3_night\\1.txt", "ohwx woman, by night".getBytes(StandardCharsets.UTF_8));
        send("10_day/1.jpg", 1);
        drop.settle(false);
        send("3_night/1.jpg", 2);

        assertThat(drop.settle(true).rejected()).isEmpty();
        assertThat(captions()).containsExactlyInAnyOrder("ohwx woman, by day", "ohwx woman, by night");
    }

    @Test
    void captionsInAFolderOfTheirOwnFindTheirPicturesWhenAllAreThere() throws IOException {
        receive("captions/1.txt", "ohwx woman, asleep".getBytes(StandardCharsets.UTF_8));
        receive(
                "metadata.jsonl",
                "{\"file_name\": \"images/2.jpg\", \"text\": \"ohwx woman, awake\"}".getBytes(StandardCharsets.UTF_8));
        send("images/1.jpg", 1);
        send("images/2.jpg", 2);

        assertThat(drop.settle(true).rejected()).isEmpty();
        assertThat(captions()).containsExactlyInAnyOrder("ohwx woman, asleep", "ohwx woman, awake");
    }

    @Test
    void aFileThatIsNoCaptionByItsSizeIsRefused() {
        assertThatThrownBy(() -> receive("1.txt", new byte[65 * 1024]))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("too long");
    }

    @Test
    void jsonAndListsGivePicturesTheirCaptionsAndSayWhatTheyDidNotFind() throws IOException {
        take("1.jpg", 1);
        take("2.jpg", 2);
        receive("set/1.jpg.json", "{\"caption\": \"ohwx woman, at sea\"}".getBytes(StandardCharsets.UTF_8));
        receive("set/metadata.jsonl", """
                {"file_name": "2.jpg", "text": "ohwx woman, asleep"}
                {"file_name": "9.jpg", "text": "nobody"}""".getBytes(StandardCharsets.UTF_8));
        CaptionFileDrop.Settled settled = drop.settle(true);
        assertThat(settled.read()).containsExactlyInAnyOrder("set/1.jpg.json", "set/metadata.jsonl");
        assertThat(settled.rejected()).isEmpty();
        assertThat(settled.notes()).anyMatch(note -> note.contains("exactly one picture 9.jpg"));
        assertThat(captions()).containsExactly("ohwx woman, at sea", "ohwx woman, asleep");
    }

    @Test
    void jsonWithoutACaptionIsRefused() {
        assertThatThrownBy(() -> receive("config.json", "{\"steps\": 5}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("holds no caption");
    }

    private void receive(String name, byte[] bytes) throws IOException {
        drop.receive(name, new ByteArrayInputStream(bytes));
    }

    private void send(String name, int number) {
        take(name, number);
        drop.received(name, BlobHash.of(TestPhotos.jpeg(320, 320, number)));
    }

    private void take(String name, int number) {
        intake.take(
                ava, name, new ByteArrayInputStream(TestPhotos.jpeg(320, 320, number)), PictureIntake.Progress.NOBODY);
    }

    private List<String> captions() {
        return datasets.pictures(ava, PictureFilter.ALL, 0, 10).pictures().stream()
                .map(PictureSummary::caption)
                .toList();
    }
}
