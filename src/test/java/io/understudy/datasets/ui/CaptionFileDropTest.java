package io.understudy.datasets.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.captions.CaptionFileService;
import io.understudy.datasets.captions.CaptionUndoService;
import io.understudy.datasets.images.PictureChoices;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.intake.ArrivalService;
import io.understudy.datasets.intake.ArrivalSettings;
import io.understudy.datasets.intake.ImmediateArrivals;
import io.understudy.datasets.intake.IntakeReport;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@StudioTest
@Tag("once")
class CaptionFileDropTest {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    @Autowired
    private CaptionFileService files;

    @Autowired
    private ArrivalSettings leftOut;

    @Autowired
    private PictureChoices choices;

    @Autowired
    private CaptionUndoService undo;

    @Autowired
    private CharacterService characters;

    @Autowired
    private DatasetService datasets;

    @Autowired
    private PictureIntake intake;

    @Autowired
    private ArrivalService arrivals;

    @Autowired
    private ImmediateArrivals arriving;

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
        drop = new CaptionFileDrop(files, leftOut, ava);
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
        drop = new CaptionFileDrop(files, leftOut, ava);

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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofSeveralCaptionFilesOfAPictureTheSameCountsInWhicheverOrderTheyArrive(boolean textFirst) throws IOException {
        send("set/1.jpg", 1);
        receive("set/1." + (textFirst ? "txt" : "caption"), bytes(textFirst ? "1girl, park" : "a woman in a park"));
        CaptionFileDrop.Settled first = drop.settle(false);
        receive("set/1." + (textFirst ? "caption" : "txt"), bytes(textFirst ? "a woman in a park" : "1girl, park"));
        CaptionFileDrop.Settled second = drop.settle(true);

        assertThat(captions()).containsExactly("1girl, park");
        assertThat(first.read()).hasSize(1);
        if (textFirst) {
            assertThat(second.rejected())
                    .containsExactly(new RejectedFile(
                            "set/1.caption", "it was not read, because set/1.txt counts more for the same picture"));
        } else {
            assertThat(second.read()).containsExactly("set/1.txt");
            assertThat(second.notes())
                    .contains("set/1.caption no longer counts: set/1.txt counts more for the same picture");
        }
    }

    @Test
    void captionsHaveTheEndingThatTheSettingsSayAndMayKeepThatOfThePicture() throws IOException {
        receive("set/dataset.toml", bytes("""
                [general]
                caption_extension = ".caption"
                [[datasets]]
                [[datasets.subsets]]
                image_dir = "/data/ava"
                [[datasets.subsets]]
                image_dir = "/data/ben"
                caption_extension = ".wd14"
                """));
        receive("set/ava/1.txt", bytes("1girl, park"));
        receive("set/ava/1.caption", bytes("a woman in a park"));
        receive("set/ava/2.jpg.txt", bytes("a woman asleep"));
        receive("set/metadata.jsonl", bytes("{\"file_name\": \"ava/2.jpg\", \"text\": \"of the list\"}"));
        send("set/ava/1.jpg", 1);
        send("set/ava/2.jpg", 2);

        CaptionFileDrop.Settled settled = drop.settle(true);

        assertThat(captions()).containsExactly("a woman in a park", "a woman asleep");
        assertThat(settled.rejected()).extracting(RejectedFile::name).containsExactly("set/ava/1.txt");
        assertThat(settled.notes())
                .contains(
                        "set/metadata.jsonl: captions were not read where a caption file of the picture counts more:"
                                + " 2.jpg",
                        "Caption files that end in .wd14 are read only in a zip: pack the folder, and add that");
    }

    @Test
    void aPictureKeepsTheCaptionNextToItWhenOneOfAnotherFolderHasItsName() throws IOException {
        receive("set/10_ava/1.txt", bytes("ohwx woman, by day"));
        receive("1.txt", bytes("a woman"));
        send("set/10_ava/1.jpg", 1);

        assertThat(drop.settle(false).read()).containsExactly("set/10_ava/1.txt");
        assertThat(drop.settle(true).rejected()).extracting(RejectedFile::name).containsExactly("1.txt");
        assertThat(captions()).containsExactly("ohwx woman, by day");
    }

    @Test
    void aListDoesNotGiveAPictureTheCaptionOfAnotherOneOfItsName() throws IOException {
        receive("metadata.jsonl", bytes("""
                {"file_name": "a/1.jpg", "text": "ohwx woman, by day"}
                {"file_name": "b/1.jpg", "text": "ohwx woman, by night"}"""));
        send("a/1.jpg", 1);

        assertThat(drop.settle(true).notes())
                .contains("metadata.jsonl: the dataset does not have exactly one picture 1.jpg");
        assertThat(captions()).containsExactly("ohwx woman, by day");
    }

    @Test
    void captionsOfPicturesThatAreLeftOutAreRefused() throws IOException {
        assertThatThrownBy(() -> receive("set/reg/1.txt", bytes("a woman")))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("its picture is left out: it is a regularisation picture (folder reg)");
        receive("set/metadata.jsonl", bytes("{\"file_name\": \"reg/1.jpg\", \"text\": \"a woman\"}"));
        receive("set/women/1.txt", bytes("a woman"));
        receive("set/dataset.toml", bytes(KOHYA));
        send("set/ava/1.jpg", 1);

        CaptionFileDrop.Settled settled = drop.settle(true);

        assertThat(captions()).containsExactly("ohwx woman");
        assertThat(settled.rejected())
                .singleElement()
                .returns("set/women/1.txt", RejectedFile::name)
                .satisfies(file -> assertThat(file.reason()).startsWith("its picture is left out: "));
        assertThat(settled.notes())
                .contains("set/metadata.jsonl: captions of pictures that are left out were not read: 1.jpg");
    }

    @Test
    void captionsAndSettingsStillWaitWhenTheDatabaseWentAwayWhileTheyWereRead() throws IOException {
        CaptionFileService goneOnce = mock(CaptionFileService.class, delegatesTo(files));
        doThrow(new IllegalStateException("away"))
                .doAnswer(delegatesTo(files))
                .when(goneOnce)
                .take(any(), any(), any(), any(), anyBoolean());
        drop = new CaptionFileDrop(goneOnce, leftOut, ava);
        receive("set/dataset.toml", bytes(KOHYA));
        receive("set/ava/1.txt", bytes("ohwx woman, laughing"));
        send("set/ava/1.jpg", 1);
        send("set/ava/2.jpg", 2);
        assertThatThrownBy(() -> drop.settle(true)).hasMessage("away");

        CaptionFileDrop.Settled settled = drop.settle(true);

        assertThat(settled.read()).containsExactly("set/ava/1.txt");
        assertThat(settled.settings()).containsExactly("set/dataset.toml");
        assertThat(captions()).containsExactly("ohwx woman, laughing", "ohwx woman");
    }

    @Test
    void moreCaptionsThanASessionHoldsAreRefusedByTheNameOfTheirFile() throws IOException {
        String list = IntStream.range(0, WaitingCaptions.MOST)
                .mapToObj(number -> "{\"file_name\": \"" + number + ".jpg\", \"text\": \"a woman\"}")
                .collect(Collectors.joining("\n"));
        receive("metadata.jsonl", bytes(list));
        assertThatThrownBy(() -> receive("1.txt", bytes("a woman")))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("captions can wait for their pictures");

        drop.settle(true);
        receive("1.txt", bytes("a woman"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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
    void aListSaysWhatCouldNotBeReadOfIt() throws IOException {
        take("1.jpg", 1);
        take("2.jpg", 2);
        receive("set/metadata.jsonl", "{\"file_name\": \"1.jpg\", \"text\": \"un été\"}\nbroken".getBytes(WINDOWS));
        receive("set/2.json", bytes("{\"caption\": \"a woman\", \"tags\": \"1girl\"}"));
        assertThat(drop.settle(true).notes())
                .contains(
                        "metadata.jsonl: no caption could be read from line 2",
                        "metadata.jsonl: it is not UTF-8; it was read as Windows-1252, check its special characters",
                        "2.json: tags were left out, because there is a caption");
        assertThat(captions()).containsExactly("un été", "a woman");
    }

    @Test
    void captionsOfAListWithWholePathsAndTheirTagsFindTheirPictures() throws IOException {
        receive("meta_lat.json", bytes("{\"/home/me/img/1\": {\"caption\": \"a woman\", \"tags\": \"1girl, park\"}}"));
        receive("captions.jsonl", bytes("{\"image_path\": \"C:\\\\img\\\\2.jpg\", \"caption\": \"asleep\"}"));
        send("set/1.jpg", 1);
        send("set/2.jpg", 2);

        assertThat(drop.settle(true).rejected()).isEmpty();
        assertThat(captions()).containsExactly("a woman, 1girl, park", "asleep");
    }

    @Test
    void jsonWithoutACaptionIsRefused() {
        assertThatThrownBy(() -> receive("config.json", "{\"steps\": 5}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("holds no caption");
    }

    private static final String KOHYA = """
            general = { num_repeats = 2 }
            [[datasets]]
            resolution = 1024
            subsets = [
              { image_dir = 'D:\\sets\\ava', class_tokens = "ohwx woman", num_repeats = 10 },
              { image_dir = "/data/side", caption_prefix = "side of " },
              { image_dir = "/data/women", is_reg = true, class_tokens = "woman" },
            ]
            """;

    @Test
    void settingsOfKohyaDescribePicturesWithoutCaptionAndLeaveOthersOut() throws IOException {
        receive("set/dataset.toml", KOHYA.getBytes(StandardCharsets.UTF_8));
        receive("set/ava/2.txt", "ohwx woman, laughing".getBytes(StandardCharsets.UTF_8));
        assertThat(drop.leftOut("set/women/3.jpg").orElse("")).contains("is_reg in dataset.toml");
        assertThat(drop.leftOut("set/ava/1.jpg")).isEmpty();
        send("set/ava/1.jpg", 1);
        send("set/ava/2.jpg", 2);
        send("set/side/4.jpg", 4);

        CaptionFileDrop.Settled settled = drop.settle(true);

        assertThat(captions()).containsExactly("ohwx woman", "ohwx woman, laughing", "");
        assertThat(settled.settings()).containsExactly("set/dataset.toml");
        assertThat(settled.read()).containsExactly("set/ava/2.txt");
        assertThat(settled.rejected()).isEmpty();
        assertThat(settled.notes())
                .contains(
                        "Repeats are kept for each picture: an epoch shows 1 picture 2 times, 2 pictures 10 times",
                        "dataset.toml: settings of a training are not part of a dataset and were left out:"
                                + " caption_prefix, resolution",
                        "1 picture without caption took the words “ohwx woman” (class_tokens in dataset.toml)");
    }

    @Test
    void picturesThatCameBeforeTheSettingsThatLeaveThemOutAreTakenOutAgain() throws IOException {
        send("set/images/1.jpg", 1);
        send("set/masks/1.jpg", 2);
        take("old.jpg", 3);
        drop.received("set/masks/old.jpg", BlobHash.of(TestPhotos.jpeg(320, 320, 3)), false);
        receive("set/job.yaml", """
                config:
                  process:
                    - trigger_word: p3r5on
                      datasets:
                        - folder_path: /data/images
                          mask_path: /data/masks
                          default_caption: "photo of [trigger]"
                """.getBytes(StandardCharsets.UTF_8));

        CaptionFileDrop.Settled settled = drop.settle(true);

        assertThat(names()).containsExactly("1.jpg", "old.jpg");
        assertThat(captions()).containsExactly("photo of p3r5on", "");
        assertThat(settled.notes())
                .anyMatch(
                        note -> note.equals("set/masks/1.jpg was taken out again: it is a mask (mask_path in job.yaml),"
                                + " not one of the character"))
                .anyMatch(note -> note.contains("trigger_word “p3r5on”"));
    }

    @Test
    void anUploadThatWasInterruptedFollowsItsSettingsAndCaptionsOnTheNextPage() throws IOException {
        arrive("set/women/1.jpg", 1);
        arrive("set/ava/1.jpg", 2);
        arrive("set/side/1.jpg", 3);
        receive("set/dataset.toml", bytes(KOHYA));
        drop.settle(false);
        // The server was lost: the browser sends again what had no answer, and what was waiting.
        drop = new CaptionFileDrop(files, leftOut, ava);
        arrive("set/women/1.jpg", 1);
        receive("set/dataset.toml", bytes(KOHYA));
        receive("set/ava/1.txt", bytes("ohwx woman, laughing"));
        receive("set/side/1.txt", bytes("ohwx woman, from the side"));
        arriving.settled();

        CaptionFileDrop.Settled settled = drop.settle(true);

        assertThat(settled.rejected()).isEmpty();
        assertThat(settled.notes()).anyMatch(note -> note.startsWith("set/women/1.jpg was taken out again"));
        assertThat(captions()).containsExactly("ohwx woman, laughing", "ohwx woman, from the side");
        assertThat(datasets.pictures(ava, PictureFilter.ALL, 0, 10).pictures())
                .extracting(PictureSummary::repeats)
                .containsExactly(10, 2);
        assertThat(leftOut.sent(ava)).isEmpty();
    }

    @Test
    void settingsThatComeAfterAnInterruptionKeepRepeatsThatAPersonSetMeanwhile() throws IOException {
        arrive("set/ava/1.jpg", 1);
        arrive("set/ava/2.jpg", 2);
        arriving.settled();
        choices.repeat(
                datasets.pictures(ava, PictureFilter.ALL, 0, 1).pictures().stream()
                        .map(PictureSummary::id)
                        .toList(),
                3);
        drop = new CaptionFileDrop(files, leftOut, ava);
        receive("set/dataset.toml", bytes(KOHYA));
        drop.settle(true);

        assertThat(datasets.pictures(ava, PictureFilter.ALL, 0, 10).pictures())
                .extracting(PictureSummary::repeats)
                .containsExactly(3, 10);
    }

    private void arrive(String name, int number) {
        byte[] photo = TestPhotos.jpeg(320, 320, number);
        IntakeReport report = arrivals.take(ava, name, new ByteArrayInputStream(photo), PictureIntake.Progress.NOBODY);
        drop.received(name, BlobHash.of(photo), !report.added().isEmpty());
    }

    @Test
    void wordsOfAFolderOfKohyaGiveWayToItsSettingsAndAPersonsWordsDoNot() throws IOException {
        take("10_woman/1.jpg", 1);
        drop.received("10_woman/1.jpg", BlobHash.of(TestPhotos.jpeg(320, 320, 1)), true);
        take("2.jpg", 2);
        receive("2.txt", "her own words".getBytes(StandardCharsets.UTF_8));
        drop.settle(true);
        drop.received("10_woman/1.jpg", BlobHash.of(TestPhotos.jpeg(320, 320, 1)), false);
        drop.received("10_woman/2.jpg", BlobHash.of(TestPhotos.jpeg(320, 320, 2)), false);
        receive(
                "dataset.json",
                "{\"datasets\": [{\"subsets\": [{\"image_dir\": \"10_woman\", \"class_tokens\": \"ohwx woman\"}]}]}"
                        .getBytes(StandardCharsets.UTF_8));
        drop.settle(true);

        assertThat(captions()).containsExactly("ohwx woman", "her own words");
    }

    @Test
    void settingsCountMoreThanTheNumberOfAFolderWhetherItsPicturesAreDecodedOrNot() throws IOException {
        arrive("10_woman/1.jpg", 1);
        arrive("5_face/2.jpg", 2);
        arriving.settled();
        arrive("10_woman/3.jpg", 3);
        arrive("7_other/4.jpg", 4);
        receive(
                "dataset.json",
                bytes("{\"datasets\": [{\"subsets\": [{\"image_dir\": \"10_woman\", \"num_repeats\": 4},"
                        + " {\"image_dir\": \"5_face\"}]}]}"));

        List<String> notes = drop.settle(true).notes();
        arriving.settled();

        assertThat(datasets.pictures(ava, PictureFilter.ALL, 0, 10).pictures())
                .as("the trainer shows a folder once whose repeats the settings do not say")
                .extracting(PictureSummary::repeats)
                .containsExactly(4, 1, 4, 7);
        assertThat(notes)
                .contains(
                        "The number of the folder “10_woman” was not taken for repeats, because trainers take them from"
                                + " the settings: there, an epoch shows each of its pictures 4 times",
                        "The number of the folder “5_face” was not taken for repeats, because trainers take them from"
                                + " the settings: there, an epoch shows each of its pictures once")
                .noneMatch(note -> note.contains("7_other"));
        assertThat(captions()).containsExactly("", "", "", "other");
        assertThat(notes)
                .contains("2 pictures without caption kept none of the words of the folder, “woman”, because trainers"
                        + " that have settings take none from there");
    }

    @Test
    void settingsKeepRepeatsOfAFolderOfKohyaThatAPersonChangedMeanwhile() throws IOException {
        arrive("10_woman/1.jpg", 1);
        arriving.settled();
        choices.repeat(
                datasets.pictures(ava, PictureFilter.ALL, 0, 1).pictures().stream()
                        .map(PictureSummary::id)
                        .toList(),
                3);
        receive(
                "dataset.json",
                bytes("{\"datasets\": [{\"subsets\": [{\"image_dir\": \"10_woman\", \"num_repeats\": 4}]}]}"));
        drop.settle(true);

        assertThat(datasets.pictures(ava, PictureFilter.ALL, 0, 10).pictures())
                .extracting(PictureSummary::repeats)
                .containsExactly(3);
    }

    @Test
    void aFolderThatIsNeverShownIsLeftOutOfADrop() {
        assertThat(drop.leftOut("img/0_old/1.jpg")).hasValue("kohya never shows it (folder 0_old: 0 repeats)");
        take("img/2023_Italy/2.jpg", 2);

        assertThat(captions()).containsExactly("");
        assertThat(datasets.pictures(ava, PictureFilter.ALL, 0, 10).pictures())
                .extracting(PictureSummary::repeats)
                .containsExactly(1);
    }

    @Test
    void listsOfKohyaAndConceptsOfOneTrainerAreReadInADropToo() throws IOException {
        receive(
                "img/meta_cap.json",
                "{\"photo.v2\": {\"caption\": \"ohwx woman, asleep\"}}".getBytes(StandardCharsets.UTF_8));
        receive(
                "concepts.json",
                "[{\"path\": \"D:/sets/named\", \"text\": {\"prompt_source\": \"filename\"}}]"
                        .getBytes(StandardCharsets.UTF_8));
        send("img/photo.v2.jpg", 1);
        send("named/ohwx woman, Smiling.jpg", 2);

        CaptionFileDrop.Settled settled = drop.settle(true);

        assertThat(captions()).containsExactly("ohwx woman, asleep", "ohwx woman, Smiling");
        assertThat(settled.read()).containsExactly("img/meta_cap.json");
        assertThat(settled.settings()).containsExactly("concepts.json");
        assertThat(settled.notes())
                .contains("1 picture without caption took their own names (prompt_source in concepts.json)");
    }

    @Test
    void settingsThatSpeakOfNoPictureOfTheDropAreNamed() throws IOException {
        take("1.jpg", 1);
        receive("dataset.toml", KOHYA.getBytes(StandardCharsets.UTF_8));

        assertThat(drop.settle(true).rejected())
                .singleElement()
                .returns("dataset.toml", RejectedFile::name)
                .satisfies(file -> assertThat(file.reason()).contains("none of the folders"));
        receive("dataset.toml", KOHYA.getBytes(StandardCharsets.UTF_8));
        assertThat(drop.leftOut("women/3.jpg")).isPresent();
        assertThat(drop.settle(true).settings()).containsExactly("dataset.toml");
        assertThatThrownBy(
                        () -> receive("training.toml", "optimizer_type = \"AdamW\"".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("names no folder");
    }

    @Test
    void hostileSettingsAreRefusedInWords() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int level = 1; level < 9; level++) {
            laughs.append("a%d: &a%d [%s]\n".formatted(level, level, ("*a" + (level - 1) + ", ").repeat(9)));
        }
        refused("laughs.yaml", laughs.toString(), "cannot be read as YAML");
        refused("long.yaml", "a: &a [" + "x, ".repeat(40_000) + "x]\nb: [*a, *a]\n", "repeats itself");
        refused("self.yaml", "a: &a [*a]", "nested too deep");
        refused("deep.yaml", "a: " + "[".repeat(5_000), "cannot be read as YAML");
        refused("deep.toml", "a = " + "[".repeat(5_000) + "]".repeat(5_000), "cannot be read as TOML");
        refused("deep.json", "[".repeat(5_000) + "]".repeat(5_000), "cannot be read as JSON");
        refused("keys.toml", "a" + ".a".repeat(5_000) + " = 1", "cannot be read as TOML");
        refused("broken.toml", "[[datasets]\nsubsets = ", "cannot be read as TOML");
        refused("large.toml", "# long\n".repeat(1_500_000), "too long for settings");
        refused(
                "many.toml",
                "[[datasets]]\n" + "[[datasets.subsets]]\nimage_dir = 'a'\n".repeat(1_100),
                "more than 1000");
    }

    private void refused(String name, String text, String why) {
        assertThatThrownBy(() -> receive(name, text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining(why);
    }

    private List<String> names() {
        return datasets.pictures(ava, PictureFilter.ALL, 0, 10).pictures().stream()
                .map(PictureSummary::fileName)
                .toList();
    }

    private void receive(String name, byte[] bytes) throws IOException {
        drop.receive(name, new ByteArrayInputStream(bytes));
    }

    private void send(String name, int number) {
        take(name, number);
        drop.received(name, BlobHash.of(TestPhotos.jpeg(320, 320, number)), true);
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
