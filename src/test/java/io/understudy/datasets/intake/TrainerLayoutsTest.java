package io.understudy.datasets.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.datasets.DatasetTest;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.TestDatasets;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.quality.PictureFilter;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zips as other trainers and downloaders lay out their datasets. */
@Tag("once")
class TrainerLayoutsTest extends DatasetTest {
    @Test
    void regularisationPicturesAndMasksOfKohyaNeverBecomeTheCharacter() {
        IntakeReport report = take(TestZips.zip()
                .with("ava/img/10_ohwx woman/1.jpg", photo(1))
                .with("ava/img/10_ohwx woman/1.txt", "ohwx woman, close-up")
                .with("ava/img/10_ohwx woman/2.jpg", photo(2))
                .with("ava/img/3_ohwx woman dress/3.png", TestPhotos.png(64, 64, 3))
                .with("ava/reg/1_woman/other.jpg", photo(4))
                .with("ava/reg/1_woman/other.txt", "a woman")
                .with("ava/model/sample/ava_e000001_00.png", TestPhotos.png(64, 64, 5))
                .with("ava/log/events.out.tfevents.1", "log"));
        assertThat(captions())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1.jpg", "ohwx woman, close-up", "2.jpg", "ohwx woman", "3.png", "ohwx woman dress"));
        assertThat(reasons(report))
                .containsEntry("other.jpg", "it is a regularisation picture (folder reg), not one of the character")
                .containsEntry("ava_e000001_00.png", "it is a sample that a trainer generated (folder model/sample)")
                .containsKey("events.out.tfevents.1");
        assertThat(report.notes())
                .contains(
                        "1 picture without caption took the words of the folder, “ohwx woman”, as kohya does",
                        "Repeats are kept for each picture: an epoch shows 1 picture 3 times, 2 pictures 10 times");
    }

    @Test
    void aListThatSpeaksOfARegularisationPictureMeansThatOneAndDoesNotMissIt() {
        IntakeReport report = take(TestZips.zip()
                .with("ava/img/1.jpg", photo(1))
                .with("ava/reg/1.jpg", photo(2))
                .with("ava/metadata.jsonl", """
                        {"file_name": "reg/1.jpg", "text": "a woman"}
                        {"file_name": "gone.jpg", "text": "nobody"}
                        """));

        assertThat(report.added()).hasSize(1);
        assertThat(report.missing()).containsExactly("ava/gone");
        assertThat(report.notes()).anyMatch(note -> note.startsWith("Captions of 1 picture that the zip"));
        assertThat(captions()).hasSize(1).containsValue("");
    }

    @Test
    void repeatsOfFoldersAndSettingsAreKeptForEachPicture() {
        IntakeReport alike = take(TestZips.zip()
                .with("img/10_ohwx woman/1.jpg", TestDatasets.photo(1))
                .with("img/10_ohwx woman dress/2.jpg", TestDatasets.photo(2)));
        assertThat(alike.notes()).contains("Repeats are kept for each picture: an epoch shows 2 pictures 10 times");
        TestDatasets.take(intake, ava, "from-elsewhere.jpg", TestDatasets.photo(3));
        assertThat(datasets.epoch(ava).byRepeats()).isEqualTo(Map.of(1, 1, 10, 2));

        take(TestZips.zip()
                .with("dataset.toml", "[[datasets]]\n[[datasets.subsets]]\nimage_dir = '/data/ava'\nnum_repeats = 4\n")
                .with("ava/4.jpg", TestDatasets.photo(4)));

        assertThat(datasets.epoch(ava).byRepeats()).isEqualTo(Map.of(1, 1, 4, 1, 10, 2));
    }

    @Test
    void settingsCountMoreThanTheNumberOfAFolderInAZip() {
        IntakeReport report = take(TestZips.zip()
                .with("dataset.toml", """
                        [[datasets]]
                        [[datasets.subsets]]
                        image_dir = "/data/10_ohwx woman"
                        num_repeats = 4
                        [[datasets.subsets]]
                        image_dir = "/data/5_ohwx face"
                        """)
                .with("10_ohwx woman/1.jpg", TestDatasets.photo(1))
                .with("5_ohwx face/2.jpg", TestDatasets.photo(2))
                .with("7_ohwx dress/3.jpg", TestDatasets.photo(3)));

        assertThat(datasets.epoch(ava).byRepeats()).isEqualTo(Map.of(1, 1, 4, 1, 7, 1));
        assertThat(report.notes())
                .anyMatch(
                        note -> note.startsWith("The number of the folder “10_ohwx woman”") && note.endsWith("4 times"))
                .anyMatch(note -> note.startsWith("The number of the folder “5_ohwx face”") && note.endsWith("once"))
                .noneMatch(note -> note.contains("7_ohwx dress"));
        assertThat(captions())
                .as("with settings, the trainer reads no words in the name of a folder")
                .containsExactlyInAnyOrderEntriesOf(Map.of("1.jpg", "", "2.jpg", "", "3.jpg", "ohwx dress"));
        assertThat(report.notes())
                .contains(
                        "1 picture without caption kept none of the words of the folder, “ohwx woman”, because trainers"
                                + " that have settings take none from there",
                        "1 picture without caption took the words of the folder, “ohwx dress”, as kohya does");
    }

    @Test
    void theYearOfATripIsNoNumberOfRepeatsAndAFolderThatIsNeverShownIsLeftOut() {
        IntakeReport report = take(TestZips.zip()
                .with("photos/2023_Italy/1.jpg", TestDatasets.photo(1))
                .with("photos/0_old/2.jpg", TestDatasets.photo(2))
                .with("photos/200_ohwx woman/3.jpg", TestDatasets.photo(3)));
        assertThat(captions()).containsExactlyInAnyOrderEntriesOf(Map.of("1.jpg", "", "3.jpg", "ohwx woman"));
        assertThat(datasets.epoch(ava).byRepeats()).isEqualTo(Map.of(1, 1, 200, 1));
        assertThat(reasons(report)).containsEntry("2.jpg", "kohya never shows it (folder 0_old: 0 repeats)");
        assertThat(report.notes()).anyMatch(note -> note.startsWith("The folder “2023_Italy” gives no repeats"));

        IntakeReport settings = take(TestZips.zip()
                .with("dataset.toml", """
                        [[datasets]]
                        [[datasets.subsets]]
                        image_dir = "/data/2024_Spain"
                        num_repeats = 4
                        [[datasets.subsets]]
                        image_dir = "/data/spare"
                        num_repeats = 0
                        """)
                .with("2024_Spain/4.jpg", TestDatasets.photo(4))
                .with("spare/5.jpg", TestDatasets.photo(5)));
        assertThat(datasets.epoch(ava).byRepeats()).isEqualTo(Map.of(1, 1, 4, 1, 200, 1));
        assertThat(reasons(settings)).containsEntry("5.jpg", "it is never shown (0 repeats in dataset.toml)");
        assertThat(settings.notes()).noneMatch(note -> note.contains("2024_Spain"));
    }

    @Test
    void foldersThatTheSettingsCallRegularisationAreLeftOut() {
        IntakeReport kohya = take(TestZips.zip()
                .with("dataset.toml", """
                        [general]
                        enable_bucket = true
                        [[datasets]]
                        resolution = 1024
                          [[datasets.subsets]]
                          image_dir = 'C:\\lora\\ava'
                          class_tokens = "ohwx woman"
                          [[datasets.subsets]]
                          is_reg = true
                          image_dir = "/home/me/lora/women"
                        """)
                .with("ava/1.jpg", photo(1))
                .with("women/2.jpg", photo(2)));
        assertThat(kohya.added()).containsExactly("1.jpg");
        assertThat(reasons(kohya).get("2.jpg")).contains("regularisation", "is_reg in dataset.toml");
        IntakeReport aiToolkit = take(
                TestZips.zip().with("job.yaml", """
                        job: extension
                        config:
                          process:
                            - type: sd_trainer
                              datasets:
                                - folder_path: "/data/ava"
                                  caption_ext: txt
                                - folder_path: "/data/people"
                                  is_reg: true
                        """).with("ava/3.jpg", photo(3)).with("people/4.jpg", photo(4)));
        assertThat(aiToolkit.added()).containsExactly("3.jpg");
        assertThat(reasons(aiToolkit).get("4.jpg")).contains("is_reg in job.yaml");
    }

    @Test
    void conceptsOfOneTrainerSayWhatIsTrainedOn() {
        IntakeReport report = take(TestZips.zip()
                .with("training_concepts/concepts.json", """
                        [{"__version": 2, "name": "ava", "path": "D:/sets/ava", "enabled": true, "type": "STANDARD",
                          "balancing": 4.0, "balancing_strategy": "REPEATS", "text": {"prompt_source": "sample"}},
                         {"name": "named", "path": "D:/sets/named", "enabled": true,
                          "text": {"prompt_source": "filename"}},
                         {"name": "off", "path": "D:/sets/old", "enabled": false, "text": {"prompt_source": "sample"}},
                         {"name": "prior", "path": "D:/sets/women", "enabled": true, "type": "PRIOR_PREDICTION"},
                         {"name": "check", "path": "D:/sets/held", "enabled": true, "type": "VALIDATION"}]""")
                .with("ava/1.jpg", photo(1))
                .with("ava/1.txt", "ohwx woman in a park")
                .with("ava/1-masklabel.png", TestPhotos.png(64, 64, 9))
                .with("named/ohwx woman, smiling.jpg", photo(2))
                .with("old/3.jpg", photo(3))
                .with("women/4.jpg", photo(4))
                .with("held/5.jpg", photo(5)));
        assertThat(captions())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1.jpg", "ohwx woman in a park", "ohwx woman, smiling.jpg", "ohwx woman, smiling"));
        assertThat(reasons(report))
                .containsEntry("1-masklabel.png", "it is a mask of OneTrainer, not a picture")
                .containsEntry("3.jpg", "its concept is switched off in concepts.json")
                .hasEntrySatisfying("4.jpg", reason -> assertThat(reason).contains("prior prediction"))
                .hasEntrySatisfying("5.jpg", reason -> assertThat(reason).contains("validation"));
        assertThat(report.notes())
                .contains(
                        "Repeats are kept for each picture: an epoch shows 1 picture once, 1 picture 4 times",
                        "1 picture without caption took their own names (prompt_source in concepts.json)");
    }

    @Test
    void settingsOfTrainersDescribePicturesWithoutCaptionAndNameMasksAndControls() {
        IntakeReport kohya = take(TestZips.zip()
                .with("dataset.toml", """
                        datasets = [{ resolution = [1024, 1024], num_repeats = 3, subsets = [
                          { image_dir = "/data/ava", class_tokens = "ohwx woman", conditioning_data_dir = "/data/pose" },
                        ] }]
                        """)
                .with("ava/1.jpg", photo(1))
                .with("ava/2.jpg", photo(2))
                .with("ava/2.txt", "ohwx woman, laughing")
                .with("pose/1.jpg", photo(3)));
        assertThat(captions())
                .containsExactlyInAnyOrderEntriesOf(Map.of("1.jpg", "ohwx woman", "2.jpg", "ohwx woman, laughing"));
        assertThat(reasons(kohya).get("1.jpg")).contains("conditioning_data_dir in dataset.toml");
        assertThat(kohya.notes())
                .containsExactly(
                        "dataset.toml: settings of a training are not part of a dataset and were left out: resolution",
                        "1 picture without caption took the words “ohwx woman” (class_tokens in dataset.toml)",
                        "Repeats are kept for each picture: an epoch shows 2 pictures 3 times");
        IntakeReport aiToolkit = take(TestZips.zip()
                .with("job.json", """
                        {"config": {"process": [{"datasets": [{"folder_path": "/data/img", "num_repeats": 5,
                          "control_path": ["/data/edges", "/data/depth"], "default_caption": "a woman"}]}]}}""")
                .with("img/4.jpg", photo(4))
                .with("edges/5.jpg", photo(5))
                .with("depth/6.jpg", photo(6)));
        assertThat(aiToolkit.added()).containsExactly("4.jpg");
        assertThat(captions()).containsEntry("4.jpg", "a woman");
        assertThat(reasons(aiToolkit)).containsOnlyKeys("5.jpg", "6.jpg");
        assertThat(aiToolkit.notes()).contains("Repeats are kept for each picture: an epoch shows 1 picture 5 times");
    }

    /** The trainer called the folder otherwise; the one folder of the settings next to the pictures can only be this one. */
    @Test
    void settingsNextToThePicturesSpeakOfThem() {
        take(TestZips.zip().with("set/dataset.toml", """
                        [[datasets]]
                        [[datasets.subsets]]
                        image_dir = "D:\\\\lora\\\\v3"
                        class_tokens = "ohwx woman"
                        """).with("set/1.jpg", photo(1)));
        assertThat(captions()).containsExactly(Map.entry("1.jpg", "ohwx woman"));
    }

    @Test
    void settingsThatCannotBeReadAreNamed() {
        IntakeReport report = take(TestZips.zip()
                .with("broken.toml", "[[datasets]")
                .with("deep.yaml", "a: " + "[".repeat(5_000))
                .with("long.toml", comments(40_000))
                .with("1.jpg", photo(1)));
        assertThat(report.added()).containsExactly("1.jpg");
        assertThat(report.notes())
                .hasSize(3)
                .anyMatch(note -> note.startsWith("broken.toml was not read: it cannot be read as TOML"))
                .anyMatch(note -> note.startsWith("deep.yaml was not read: it cannot be read as YAML"))
                .anyMatch(note -> note.equals("long.toml is too long and was left out"));
    }

    @Test
    void metadataOfAnImageFolderHoldsTheCaptions() {
        IntakeReport report = take(TestZips.zip()
                .with("data/train/metadata.jsonl", """
                        {"file_name": "1.jpg", "text": "ohwx woman, laughing"}
                        {"file_name": "more/2.jpg", "caption": "ohwx woman,\\nseen from the side", "width": 64}
                        {"file_name": "gone.jpg", "text": "nobody"}
                        {"file_name": "3.jpg"
                        """)
                .with("data/train/1.jpg", photo(1))
                .with("data/train/more/2.jpg", photo(2))
                .with("data/train/3.jpg", photo(3)));
        assertThat(captions())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "1.jpg", "ohwx woman, laughing", "2.jpg", "ohwx woman, seen from the side", "3.jpg", ""));
        assertThat(report.notes())
                .containsExactly(
                        "metadata.jsonl: no caption could be read from line 4",
                        "Captions of 1 picture that the zip does not hold were left out: gone");
    }

    @Test
    void aHundredCaptionsWithoutTheirPictureAreNamedAndTheOthersCounted() {
        String lines = IntStream.rangeClosed(1, 101)
                .mapToObj(number -> "{\"file_name\": \"gone-%03d.jpg\", \"text\": \"nobody\"}%n".formatted(number))
                .collect(Collectors.joining());

        IntakeReport report = take(TestZips.zip().with("metadata.jsonl", lines).with("1.jpg", photo(1)));

        assertThat(report.notes())
                .singleElement()
                .satisfies(note -> assertThat(note)
                        .startsWith("Captions of 101 pictures that the zip does not hold were left out: gone-001,")
                        .endsWith(" gone-100 and 1 more"));
    }

    @Test
    void metadataMayBeATableAndACaptionFileCountsMore() {
        IntakeReport report = take(TestZips.zip()
                .with(
                        "metadata.csv",
                        "file_name,text\r\n1.jpg,\"ohwx woman, in \"\"Rome\"\"\"\r\n2.jpg,from the table\r\n")
                .with("1.jpg", photo(1))
                .with("2.jpg", photo(2))
                .with("2.txt", "from the file"));
        assertThat(captions())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1.jpg", "ohwx woman, in \"Rome\"", "2.jpg", "from the file"));
        assertThat(report.rejected()).isEmpty();
    }

    @Test
    void jsonNextToAPictureIsItsCaption() {
        IntakeReport report = take(TestZips.zip()
                .with("1.jpg", photo(1))
                .with("1.json", "{\"caption\": \"ohwx woman on a bridge\", \"tags\": [\"bridge\"]}")
                .with("2.jpg", photo(2))
                .with("2.jpg.json", "{\"id\": 7, \"tags\": [\"1girl\", \"solo\"], \"rating\": \"s\"}")
                .with("3.jpg", photo(3))
                .with("3.json", "{\"tag_string\": \"1girl long_hair\"}")
                .with("4.jpg", photo(4))
                .with("4.json", "{\"meta\": {\"prompt\": \"ohwx woman, film\"}}")
                .with("5.jpg", photo(5))
                .with(
                        "meta_cap.json",
                        "{\"img/5\": {\"caption\": \"no such folder\"}, \"5\": {\"caption\": \"of kohya\"}}")
                .with("model_index.json", "{\"version\": 1}"));
        assertThat(captions())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "1.jpg", "ohwx woman on a bridge",
                        "2.jpg", "1girl, solo",
                        "3.jpg", "1girl, long_hair",
                        "4.jpg", "ohwx woman, film",
                        "5.jpg", "of kohya"));
        assertThat(report.notes())
                .contains("Not read, because they say nothing about single pictures: model_index.json");
    }

    @Test
    void listsOfKohyaGiveCaptionsWithTheirTagsAndTagsThatDoNotCountAreNamed() {
        IntakeReport report = take(TestZips.zip()
                .with("img/meta_lat.json", """
                        {"1": {"caption": "a woman in a park", "tags": "1girl, park", "train_resolution": [1024, 768]},
                         "4": {"tags": "1girl, bridge"}}""")
                .with("img/1.jpg", photo(1))
                .with("img/4.jpg", photo(4))
                .with("img/2.jpg", photo(2))
                .with("img/2.json", "{\"caption\": \"a woman asleep\", \"tags\": [\"1girl\", \"bed\"]}")
                .with("more/metadata.jsonl", "{\"file_name\": \"3.jpg\", \"text\": \"a woman\", \"tags\": \"1girl\"}")
                .with("more/3.jpg", photo(3)));
        assertThat(captions())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "1.jpg", "a woman in a park, 1girl, park",
                        "2.jpg", "a woman asleep",
                        "3.jpg", "a woman",
                        "4.jpg", "1girl, bridge"));
        assertThat(report.notes())
                .containsExactly(
                        "metadata.jsonl: tags of 1 line were left out, because there is a caption",
                        "2.jpg: tags were left out, because there is a caption");
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1252", "UTF-16", "UTF-8"})
    void whatATableProgramWroteKeepsItsLetters(String charset) {
        Charset written = Charset.forName(charset);
        IntakeReport report = take(TestZips.zip()
                .with("metadata.csv", "file_name;text\r\n1.jpg;Zoë, en été\r\n".getBytes(written))
                .with("1.jpg", photo(1))
                .with("2.json", "{\"caption\": \"Zoë, la nuit\"}".getBytes(written))
                .with("2.jpg", photo(2)));
        assertThat(captions())
                .containsExactlyInAnyOrderEntriesOf(Map.of("1.jpg", "Zoë, en été", "2.jpg", "Zoë, la nuit"));
        if (charset.startsWith("UTF")) {
            assertThat(report.notes()).isEmpty();
        } else {
            assertThat(report.notes())
                    .containsExactly(
                            "metadata.csv: it is not UTF-8; it was read as Windows-1252, check its special characters",
                            "2.jpg: it is not UTF-8; it was read as Windows-1252, check its special characters");
        }
    }

    @Test
    void settingsThatAreNotUtf8KeepTheirLettersAndAreNamed() {
        IntakeReport report = take(TestZips.zip()
                .with(
                        "dataset.toml",
                        "[[datasets]]\n[[datasets.subsets]]\nimage_dir = 'ava'\nclass_tokens = 'Zoë'\n"
                                .getBytes(Charset.forName("windows-1252")))
                .with("ava/1.jpg", photo(1)));
        assertThat(captions()).containsExactly(Map.entry("1.jpg", "Zoë"));
        assertThat(report.notes()).anyMatch(note -> note.startsWith("dataset.toml: it is not UTF-8"));
    }

    /** Lists of musubi-tuner, and of kohya with {@code --full_path}. */
    @Test
    void listsThatWereMadeElsewhereFindTheirPictures() {
        IntakeReport report = take(TestZips.zip()
                .with("captions.jsonl", """
                        {"image_path": "/home/me/ava/img/10_woman/1.jpg", "caption": "by day"}
                        {"image_path": "C:\\\\sets\\\\ava\\\\img\\\\5_woman\\\\1.jpg", "caption": "by night"}
                        """)
                .with("meta_cap.json", """
                        {"/home/me/ava/2": {"caption": "asleep"}, "/home/me/ava/9": {"caption": "nobody"},
                         "/home/me/a/3": {"caption": "this"}, "/home/me/b/3": {"caption": "or that"}}""")
                .with("words.csv", "tag,count\r\n1girl,7\r\n")
                .with("ava/img/10_woman/1.jpg", photo(1))
                .with("ava/img/5_woman/1.jpg", photo(2))
                .with("ava/img/5_woman/2.jpg", photo(3))
                .with("ava/3.jpg", photo(4)));
        assertThat(datasets.pictures(ava, PictureFilter.ALL, 0, 10).pictures())
                .extracting(PictureSummary::caption)
                .containsExactly("by day", "by night", "asleep", "");
        assertThat(report.rejected()).isEmpty();
        assertThat(report.notes())
                .contains(
                        "words.csv was not read: it needs a column file_name and one of text, caption",
                        "Captions of 3 pictures that the zip does not hold were left out: 3, 9, 3");
    }

    /** Sentences of BLIP and tags of WD14 lie next to each other. */
    @Test
    void ofSeveralCaptionFilesOfAPictureOneCountsAndTheOthersAreNamed() {
        IntakeReport report = take(TestZips.zip()
                .with("set/1.jpg", photo(1))
                .with("set/1.caption", "a woman in a park")
                .with("set/1.txt", "1girl, park")
                .with("set/1.json", "{\"caption\": \"of a downloader\"}")
                .with("set/2.jpg", photo(2))
                .with("set/2.caption", "a woman on a bridge")
                .with("set/2.txt", " ")
                .with("set/3.jpg", photo(3))
                .with("set/3.jpg.txt", "a woman asleep")
                .with("set/4.jpg.caption", "nobody"));
        assertThat(captions())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("1.jpg", "1girl, park", "2.jpg", "a woman on a bridge", "3.jpg", "a woman asleep"));
        assertThat(report.rejected()).isEmpty();
        assertThat(report.notes())
                .containsExactly(
                        "4.jpg.caption belongs to no picture of the zip",
                        "Not read, because another caption file of the same picture counts more: 1.caption",
                        "Captions of lists or .json were not read for 1 picture, because a caption file next to a"
                                + " picture counts more: 1.jpg");
    }

    @Test
    void captionsHaveTheEndingThatTheSettingsSay() {
        IntakeReport kohya = take(TestZips.zip()
                .with("dataset.toml", """
                        [general]
                        caption_extension = ".wd14"
                        [[datasets]]
                        [[datasets.subsets]]
                        image_dir = "/data/ava"
                        [[datasets.subsets]]
                        image_dir = "/data/other"
                        caption_extension = ".caption"
                        """)
                .with("ava/1.jpg", photo(1))
                .with("ava/1.wd14", "1girl, park")
                .with("ava/1.txt", "a woman in a park")
                .with("other/2.jpg", photo(2))
                .with("other/2.caption", "a woman on a bridge")
                .with("other/2.txt", "1girl, bridge"));
        assertThat(captions())
                .containsExactlyInAnyOrderEntriesOf(Map.of("1.jpg", "1girl, park", "2.jpg", "a woman on a bridge"));
        assertThat(kohya.rejected()).isEmpty();
        assertThat(kohya.notes())
                .contains("Not read, because another caption file of the same picture counts more: 1.txt, 2.txt");
        IntakeReport aiToolkit = take(TestZips.zip()
                .with("job.yaml", """
                        config:
                          process:
                            - datasets:
                                - folder_path: /data/set
                                  caption_ext: json
                        """)
                .with("set/3.jpg", photo(3))
                .with("set/3.json", "{\"caption\": \"a woman asleep\"}")
                .with("set/3.txt", "1girl, asleep"));
        assertThat(captions()).containsEntry("3.jpg", "a woman asleep");
        assertThat(aiToolkit.notes())
                .containsExactly(
                        "Caption files of 1 picture were not read, because the settings say that captions are in"
                                + " .json: 3.jpg");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void namesInTheCharactersOfDosKeepTheirLetters(boolean claimUtf8) {
        byte[] zip = TestZips.zip().with("Anaïs_é.jpg", photo(1)).bytes();
        IntakeReport report =
                TestDatasets.take(intake, ava, "set.zip", TestZips.renamed(zip, Charset.forName("IBM437"), claimUtf8));
        assertThat(report.added()).containsExactly("Anaïs_é.jpg");
        assertThat(report.notes())
                .containsExactly("Names that are not UTF-8 were read as those of DOS; check their special characters:"
                        + " Anaïs_é.jpg");
    }

    @Test
    void namesInUtf8ThatDoNotSaySoAreReadAsUtf8() {
        byte[] zip = TestZips.zip().with("Zoë 写真.jpg", photo(1)).bytes();
        IntakeReport report = TestDatasets.take(
                intake, ava, "set.zip", TestZips.renamed(zip, java.nio.charset.StandardCharsets.UTF_8, false));
        assertThat(report.added()).containsExactly("Zoë 写真.jpg");
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void aWrongEndingIsCorrectedAndSaid() {
        IntakeReport report = TestDatasets.take(intake, ava, "photo.jpg", TestPhotos.png(64, 64, 1));
        assertThat(report.added()).containsExactly("photo.png");
        assertThat(report.notes()).containsExactly("photo.jpg is a PNG picture; it is called photo.png here");
    }

    @Test
    void aPictureOfAFolderOfKohyaHasItsWordsUntilItsCaptionComes() {
        TestDatasets.take(intake, ava, "img/10_ohwx woman/1.jpg", photo(1));
        assertThat(captions()).containsExactly(Map.entry("1.jpg", "ohwx woman"));
    }

    private IntakeReport take(TestZips zip) {
        return TestDatasets.take(intake, ava, "set.zip", zip.bytes());
    }

    private static byte[] photo(int number) {
        return TestDatasets.smallPhoto(number);
    }

    private Map<String, String> captions() {
        return datasets.pictures(ava, PictureFilter.ALL, 0, 100).pictures().stream()
                .collect(Collectors.toMap(PictureSummary::fileName, PictureSummary::caption));
    }

    /** As long as they look: a zip whose entries grow too much is refused as a whole. */
    private static String comments(int lines) {
        Random random = new Random(7);
        return IntStream.range(0, lines)
                .mapToObj(
                        line -> "# " + Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()) + "\n")
                .collect(Collectors.joining());
    }

    private static Map<String, String> reasons(IntakeReport report) {
        return report.rejected().stream().collect(Collectors.toMap(RejectedFile::name, RejectedFile::reason));
    }
}
