package io.understudy.datasets.snapshots.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.LikenessBasis;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.captions.CaptionService;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.images.PictureChoices;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.support.StudioTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@StudioTest
class SnapshotExportControllerTest {
    @Autowired
    private CharacterService characters;

    @Autowired
    private PictureIntake intake;

    @Autowired
    private DatasetService datasets;

    @Autowired
    private CaptionService captions;

    @Autowired
    private PictureChoices choices;

    @Autowired
    private PhotoConsentService ledger;

    @Autowired
    private People people;

    private final MockMvc mvc;
    private CharacterId ava;
    private SnapshotId snapshot = new SnapshotId("0".repeat(64));

    SnapshotExportControllerTest(@Autowired WebApplicationContext context) {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
    }

    @BeforeEach
    void aSnapshot() {
        people.signIn(people.member("Mara"));
        ava = characters
                .create(CharacterDraft.of("Ava Lindqvist", "woman", "ohwx woman", ""), LikenessBasis.SYNTHETIC)
                .id();
        for (int i = 1; i <= 2; i++) {
            intake.take(
                    ava,
                    i + ".jpg",
                    new ByteArrayInputStream(TestPhotos.jpeg(1_024, 1_024, i)),
                    PictureIntake.Progress.NOBODY);
        }
        captions.save(all().getFirst().id(), "", "ohwx woman, close-up");
        snapshot = datasets.freeze(ava, true).id();
    }

    @Test
    void everyMemberTakesAZipOfPicturesAndCaptions() throws Exception {
        MockHttpServletResponse answer = ask(url(snapshot, ExportLayout.CAPTIONS), people.member("Bo"));

        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentType()).isEqualTo("application/zip");
        assertThat(answer.getHeader("Content-Disposition"))
                .startsWith("attachment")
                .contains(".zip");
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        Map<String, byte[]> files = unzipped(answer.getContentAsByteArray());
        assertThat(files.keySet()).filteredOn(name -> name.endsWith(".jpg")).hasSize(2);
        assertThat(files.entrySet())
                .filteredOn(file -> file.getKey().endsWith(".txt"))
                .extracting(file -> new String(file.getValue(), StandardCharsets.UTF_8))
                .contains("ohwx woman, close-up");
    }

    @Test
    void aFolderForKohyaComesWithItsDescription() throws Exception {
        Map<String, byte[]> files = unzipped(
                ask(url(snapshot, ExportLayout.KOHYA), people.reviewer("Rhea")).getContentAsByteArray());

        assertThat(files.keySet()).anyMatch(name -> name.endsWith("dataset.toml"));
    }

    @Test
    @Tag("attack")
    void optionsOfATrainerStandInItsFiles() throws Exception {
        String options = "?repeats=5&dropout=5&resolutions=512-768-1024&optimizer=PRODIGY&scheduler=COSINE";
        Map<String, byte[]> kohya = unzipped(ask(url(snapshot, ExportLayout.KOHYA) + options, people.member("Bo"))
                .getContentAsByteArray());
        Map<String, byte[]> toolkit =
                unzipped(ask(url(snapshot, ExportLayout.AI_TOOLKIT) + options, people.member("Bo"))
                        .getContentAsByteArray());

        assertThat(text(kohya, "dataset.toml"))
                .contains("resolution = 512", "resolution = 768", "resolution = 1024")
                .contains("image_dir = \"img/5_ohwx woman\"", "num_repeats = 5", "caption_dropout_rate = 0.05");
        assertThat(text(kohya, "training.toml"))
                .contains("optimizer_type = \"Prodigy\"", "learning_rate = 1.0", "lr_scheduler = \"cosine\"");
        assertThat(text(toolkit, "dataset.yaml"))
                .contains("resolution: [512, 768, 1024]", "num_repeats: 5", "caption_dropout_rate: 0.05")
                .contains("optimizer: \"prodigy\"", "lr_scheduler: \"cosine\"");
        assertThat(ask(url(snapshot, ExportLayout.KOHYA) + "?optimizer=SGD", people.member("Bo"))
                        .getStatus())
                .isEqualTo(422);
    }

    @Test
    void picturesWithRepeatsOfTheirOwnAreExportedInFoldersOfTheirOwn() throws Exception {
        PictureSummary first =
                datasets.pictures(ava, PictureFilter.INCLUDED, 0, 1).pictures().getFirst();
        choices.repeat(List.of(first.id()), 5);
        SnapshotId repeated = datasets.freeze(ava, true).id();
        Map<String, byte[]> kohya = unzipped(
                ask(url(repeated, ExportLayout.KOHYA), people.member("Bo")).getContentAsByteArray());
        Map<String, byte[]> toolkit = unzipped(
                ask(url(repeated, ExportLayout.AI_TOOLKIT), people.member("Bo")).getContentAsByteArray());

        assertThat(kohya.keySet())
                .anyMatch(name -> name.startsWith("img/5_ohwx woman/"))
                .anyMatch(name -> name.startsWith("img/1_ohwx woman/"));
        assertThat(text(kohya, "dataset.toml"))
                .containsSubsequence("img/1_ohwx woman", "num_repeats = 1", "img/5_ohwx woman", "num_repeats = 5");
        assertThat(toolkit.keySet())
                .anyMatch(name -> name.startsWith("dataset/5x/"))
                .anyMatch(name -> name.startsWith("dataset/1x/"));
        assertThat(text(toolkit, "dataset.yaml"))
                .containsSubsequence("dataset/1x", "num_repeats: 1", "dataset/5x", "num_repeats: 5");
        assertThat(text(kohya, "understudy.json")).contains("\"repeats\" : 5");
    }

    @Test
    void aLinearScheduleFallsInBothTrainersAndKohyasAdaFactorKeepsToIt() throws Exception {
        String options = "?optimizer=ADAFACTOR&scheduler=LINEAR";
        Map<String, byte[]> kohya = unzipped(ask(url(snapshot, ExportLayout.KOHYA) + options, people.member("Bo"))
                .getContentAsByteArray());
        Map<String, byte[]> toolkit =
                unzipped(ask(url(snapshot, ExportLayout.AI_TOOLKIT) + options, people.member("Bo"))
                        .getContentAsByteArray());

        assertThat(text(kohya, "training.toml"))
                .contains(
                        "optimizer_type = \"AdaFactor\"",
                        "optimizer_args = [\"relative_step=False\"",
                        "lr_scheduler = \"linear\"");
        assertThat(text(toolkit, "dataset.yaml")).endsWith("""
                        train:
                          optimizer: "adafactor"
                          lr_scheduler: "linear"
                          lr_scheduler_params:
                            start_factor: 1.0
                            end_factor: 0.0
                        """);
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }

    @Test
    void nobodyTakesAnythingWithoutSigningIn() throws Exception {
        MockHttpServletResponse answer = ask(url(snapshot, ExportLayout.CAPTIONS), null);

        assertThat(answer.getStatus()).isIn(302, 401, 403);
        assertThat(answer.getContentAsByteArray()).isEmpty();
    }

    @Test
    void anUnknownLayoutIsNotFound() throws Exception {
        assertThat(ask("/snapshots/" + snapshot.hash() + "/rar.zip", people.member("Bo"))
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void anUnknownSnapshotIsNotFoundInWords() throws Exception {
        MockHttpServletResponse answer =
                ask(url(new SnapshotId("f".repeat(64)), ExportLayout.CAPTIONS), people.member("Bo"));

        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(answer.getContentAsString()).contains("There is no snapshot ffffffff");
    }

    @Test
    void aSnapshotWithAWithdrawnPhotoIsNotHandedOut() throws Exception {
        ledger.withdraw(
                List.of(ledger.lines(ava, List.of(all().getFirst().id()))
                        .getFirst()
                        .revision()),
                "asked by phone");

        MockHttpServletResponse answer = ask(url(snapshot, ExportLayout.CAPTIONS), people.member("Bo"));

        assertThat(answer.getStatus()).isEqualTo(409);
        assertThat(answer.getContentAsString()).contains("A photo of this snapshot was withdrawn");
    }

    private List<PictureSummary> all() {
        return datasets.pictures(ava, PictureFilter.ALL, 0, 50).pictures();
    }

    private static String url(SnapshotId snapshot, ExportLayout layout) {
        return "/" + DatasetRoutes.export(snapshot, layout);
    }

    private MockHttpServletResponse ask(String url, @Nullable SignedInPerson person) throws Exception {
        // The person who prepared the snapshot does not sign the request.
        SecurityContextHolder.clearContext();
        MockHttpServletRequestBuilder request = get(url);
        if (person != null) {
            request.with(authentication(People.authentication(person)));
        }
        return mvc.perform(request).andReturn().getResponse();
    }

    private static Map<String, byte[]> unzipped(byte[] zip) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }
}
