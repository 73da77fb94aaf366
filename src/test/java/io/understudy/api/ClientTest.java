package io.understudy.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.bundle.Hashes;
import io.understudy.cli.ToolRun;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.access.TokenScope;
import io.understudy.platform.pictures.UnreadPhoto;
import io.understudy.training.queue.RunFixtures;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.checklist.ChecklistService;
import io.understudy.versions.release.SigningKeyService;
import io.understudy.versions.release.SnapshotRecallService;
import io.understudy.versions.review.ReviewService;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The commands of the client, as a person or a render machine gives them to a real server. */
@Tag("rules")
class ClientTest extends ApiTest {
    private static final String LORA = "ava_v1_10steps.safetensors";

    @Autowired
    RunFixtures stories;

    @Autowired
    VersionService versions;

    @Autowired
    ReviewService reviews;

    @Autowired
    ChecklistService checklist;

    @Autowired
    SigningKeyService keys;

    @Autowired
    SnapshotRecallService recalls;

    @Autowired
    JdbcClient jdbc;

    @TempDir
    Path folder;

    private Path loras = Path.of("");

    @BeforeEach
    void logIn() throws IOException {
        stories.forget();
        loras = Files.createDirectory(folder.resolve("loras"));
        people.signIn(mara);
        ToolRun login = ToolRun.reading(
                token + "\n",
                "login",
                "http://localhost:" + port + "/",
                "--key",
                keys.publicKey().fingerprint(),
                "--config",
                config());
        assertThat(login.status()).as(login.err()).isZero();
        assertThat(login.out()).contains("as Mara").doesNotContain(token);
    }

    private String config() {
        return folder.resolve("settings/client.json").toString();
    }

    private ToolRun tool(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--config", config(), "--json"));
        return ToolRun.of(all.toArray(String[]::new));
    }

    private ToolRun pull() {
        return tool("pull", "ava", "--to", loras.toString());
    }

    private static List<String> names(ToolRun run, String property) {
        return run.json()
                .path(property)
                .valueStream()
                .map(name -> name.asString(""))
                .toList();
    }

    private List<String> loraFiles() throws IOException {
        try (Stream<Path> files = Files.list(loras)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    @Test
    @Tag("attack")
    void onlyItsOwnerReadsTheTokenAndOneThatIsNotAcceptedIsNotKept() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(config()))))
                .isEqualTo("rw-------");

        String other = folder.resolve("other.json").toString();
        ToolRun wrong = ToolRun.reading("und_wrong", "login", "http://localhost:" + port, "--config", other);
        assertThat(wrong.status()).isEqualTo(4);
        ToolRun none = ToolRun.reading("", "login", "http://localhost:" + port, "--config", other);
        assertThat(none.status()).isEqualTo(2);
        ToolRun readable = ToolRun.reading(token, "login", "http://192.0.2.1", "--config", other);
        assertThat(readable.err()).contains("Use https");
        assertThat(Path.of(other)).doesNotExist();
        assertThat(ToolRun.of("pull", "ava", "--config", other).err()).contains("Sign in first");
    }

    @Test
    void aTokenThatReadsNothingCanLogIn() {
        String fetcher = tokenOf(mara, Set.of(TokenScope.RELEASE_READ));

        ToolRun login = ToolRun.reading(fetcher, "login", "http://localhost:" + port, "--config", config());

        assertThat(login.status()).as(login.err()).isZero();
    }

    @Test
    void photosAreSentOnceWithTheirCaptions() throws Exception {
        character("Ava", "ohwx woman");
        Path photos = Files.createDirectory(folder.resolve("photos"));
        Files.write(photos.resolve("1.jpg"), PHOTO);
        Files.writeString(photos.resolve("1.txt"), "ohwx woman, by the window");
        Files.write(photos.resolve("2 b.jpg"), TestPhotos.jpeg(1_024, 1_024, 2));
        Files.write(photos.resolve("copy.jpg"), PHOTO);
        Files.writeString(photos.resolve("broken.png"), "no picture");

        ToolRun first = tool("push", "ava", photos.toString());
        assertThat(first.status()).as(first.err()).isEqualTo(1);
        assertThat(names(first, "added")).containsExactly("1.jpg", "2 b.jpg");
        assertThat(names(first, "skipped")).containsExactly("copy.jpg");
        assertThat(names(first, "rejected")).singleElement().asString().startsWith("broken.png: ");
        assertThat(get("/api/v1/characters/ava/pictures").items("caption")).contains("ohwx woman, by the window");

        long sent = uploads();
        Files.delete(photos.resolve("broken.png"));
        ToolRun again = tool("push", "ava", photos.toString());
        assertThat(again.status()).isZero();
        assertThat(names(again, "added")).isEmpty();
        assertThat(names(again, "skipped")).hasSize(3);
        assertThat(uploads()).isEqualTo(sent).isPositive();
    }

    @Test
    void captionFilesOfOtherToolsArePushedAndOddOnesNamed() throws Exception {
        character("Ava", "ohwx woman");
        Path photos = Files.createDirectory(folder.resolve("captioned"));
        Files.write(photos.resolve("1.jpg"), TestPhotos.jpeg(1_024, 1_024, 1));
        Files.writeString(photos.resolve("1.caption"), "ohwx woman, asleep");
        Files.write(photos.resolve("2.jpg"), TestPhotos.jpeg(1_024, 1_024, 2));
        Files.writeString(photos.resolve("2.json"), "{\"caption\": \"ohwx woman, awake\", \"tags\": [\"solo\"]}");

        ToolRun push = tool("push", "ava", photos.toString());

        assertThat(push.status()).as(push.err()).isZero();
        assertThat(get("/api/v1/characters/ava/pictures").items("caption"))
                .containsExactlyInAnyOrder("ohwx woman, asleep", "ohwx woman, awake");
        assertThat(names(push, "notes")).containsExactly("2.jpg: tags were left out, because there is a caption");
    }

    @Test
    void theLayoutOfATrainerIsPushedWholeAndWhatIsNotSentIsNamed() throws Exception {
        character("Ava", "ohwx woman");
        Path set = Files.createDirectory(folder.resolve("set"));
        photo(set.resolve("10_ohwx woman/1.jpg"), 1);
        photo(set.resolve("listed/2.jpg"), 2);
        photo(set.resolve("ava/3.jpg"), 3);
        photo(set.resolve("reg/4.jpg"), 4);
        Files.writeString(
                set.resolve("listed/metadata.jsonl"), "{\"file_name\": \"2.jpg\", \"text\": \"ohwx woman, asleep\"}");
        Files.writeString(
                set.resolve("dataset.toml"),
                "[[datasets]]\n[[datasets.subsets]]\nimage_dir = '/data/ava'\nnum_repeats = 4\n");
        Files.writeString(set.resolve("ava/3.txt"), "ohwx woman, awake");
        Files.writeString(set.resolve("notes.pdf"), "no caption");
        Files.writeString(set.resolve(".hidden"), "of the system");

        ToolRun push = tool("push", "ava", set.toString());

        assertThat(push.status()).as(push.err()).isEqualTo(1);
        assertThat(names(push, "added")).containsExactlyInAnyOrder("1.jpg", "2.jpg", "3.jpg");
        assertThat(names(push, "rejected"))
                .containsExactly("4.jpg: it is a regularisation picture (folder reg), not one of the character");
        assertThat(names(push, "notes"))
                .contains(
                        "Not sent, because they are neither photos nor captions of one: notes.pdf",
                        "Repeats are kept for each picture: an epoch shows 1 picture once, 1 picture 4 times,"
                                + " 1 picture 10 times");
        assertThat(get("/api/v1/characters/ava/pictures").items("caption"))
                .containsExactlyInAnyOrder("ohwx woman", "ohwx woman, asleep", "ohwx woman, awake");

        photo(set.resolve("ava/5.jpg"), 5);
        ToolRun again = tool("push", "ava", set.toString());
        assertThat(names(again, "added")).containsExactly("5.jpg");
        assertThat(names(again, "skipped")).containsExactly("10_ohwx woman/1.jpg", "ava/3.jpg", "listed/2.jpg");
        assertThat(names(again, "notes"))
                .as("captions of the list belong to a photo that is there")
                .noneMatch(note -> note.contains("does not hold"));
    }

    @Test
    void aPhotoThatIsAddedLaterHasNoCaptionOfAnotherWithItsName() throws Exception {
        character("Ava", "ohwx woman");
        Path set = Files.createDirectory(folder.resolve("set"));
        photo(set.resolve("listed/1.jpg"), 1);
        photo(set.resolve("listed/2.jpg"), 2);
        Files.writeString(
                set.resolve("listed/metadata.jsonl"), "{\"file_name\": \"1.jpg\", \"text\": \"ohwx woman, asleep\"}");
        assertThat(names(tool("push", "ava", set.toString()), "added")).containsExactlyInAnyOrder("1.jpg", "2.jpg");

        photo(set.resolve("ava/1.jpg"), 3);
        ToolRun again = tool("push", "ava", set.toString());

        assertThat(again.status()).as(again.err()).isZero();
        assertThat(names(again, "added")).containsExactly("1.jpg");
        assertThat(names(again, "skipped")).containsExactlyInAnyOrder("listed/2.jpg", "1.jpg");
        assertThat(get("/api/v1/characters/ava/pictures").items("caption"))
                .hasSize(3)
                .containsOnlyOnce("ohwx woman, asleep");
    }

    @Test
    void aCaptionOfAListThatBelongsToNoPhotoIsNamedHoweverManyZipsAreSentAndWhateverIsThereAlready() throws Exception {
        character("Ava", "ohwx woman");
        Path set = Files.createDirectory(folder.resolve("set"));
        StringBuilder list = new StringBuilder("{\"file_name\": \"gone.jpg\", \"text\": \"nobody\"}\n");
        for (int number = 0; number < 451; number++) {
            Files.write(set.resolve(number + ".jpg"), TestPhotos.jpeg(64 + number % 30, 64 + number / 30, number));
            list.append("{\"file_name\": \"%d.jpg\", \"text\": \"ohwx woman, %d\"}\n".formatted(number, number));
        }
        Files.writeString(set.resolve("metadata.jsonl"), list);
        String gone = "Captions of 1 picture that the folder does not hold were left out: set/gone";

        ToolRun push = tool("push", "ava", set.toString());
        assertThat(push.status()).as(push.err()).isZero();
        assertThat(names(push, "added")).hasSize(451);
        assertThat(names(push, "notes")).containsOnlyOnce(gone).noneMatch(note -> note.contains("zip does not hold"));

        photo(set.resolve("new.jpg"), 1);
        ToolRun again = tool("push", "ava", set.toString());
        assertThat(names(again, "added")).containsExactly("new.jpg");
        assertThat(names(again, "notes")).containsOnlyOnce(gone).noneMatch(note -> note.contains("zip does not hold"));
    }

    @Test
    void aFolderOfKohyaThatIsPushedAloneKeepsItsRepeats() throws Exception {
        character("Ava", "ohwx woman");
        Path set = folder.resolve("10_ohwx woman");
        photo(set.resolve("1.jpg"), 1);

        ToolRun push = tool("push", "ava", set.toString());

        assertThat(push.status()).as(push.err()).isZero();
        assertThat(names(push, "notes"))
                .contains("Repeats are kept for each picture: an epoch shows 1 picture 10 times");
    }

    private static void photo(Path file, int number) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, TestPhotos.jpeg(1_024, 1_024, number));
    }

    @Test
    void photosOfAPhoneAreNamedWithTheReason() throws Exception {
        character("Ava", "ohwx woman");
        Path photos = Files.createDirectory(folder.resolve("phone"));
        Files.write(photos.resolve("IMG_1.HEIC"), PHOTO);

        ToolRun alone = tool("push", "ava", photos.toString());
        assertThat(alone.status()).isEqualTo(2);
        assertThat(alone.err()).contains("IMG_1.HEIC: " + UnreadPhoto.REFUSAL);

        Files.write(photos.resolve("2.jpg"), PHOTO);
        ToolRun push = tool("push", "ava", photos.toString());
        assertThat(push.status()).isEqualTo(1);
        assertThat(names(push, "added")).containsExactly("2.jpg");
        assertThat(names(push, "rejected")).containsExactly("IMG_1.HEIC: " + UnreadPhoto.REFUSAL);
    }

    @Test
    void aLargePhotoContinuesWhereAnEarlierPushEnded() throws Exception {
        character("Ava", "ohwx woman");
        byte[] large = noise();
        Path photos = Files.createDirectory(folder.resolve("large"));
        Files.write(photos.resolve("large.png"), large);
        String begun = post(
                        "/api/v1/characters/ava/uploads",
                        "{\"fileName\":\"large.png\",\"size\":%d,\"sha256\":\"%s\"}"
                                .formatted(large.length, Hashes.hex(large)))
                .header("Location");
        send(request(begun, token)
                .header("Content-Type", "application/octet-stream")
                .header("Upload-Offset", "0")
                .method("PATCH", BodyPublishers.ofByteArray(large, 0, 1_000)));

        ToolRun push = tool("push", "ava", photos.toString());

        assertThat(push.status()).as(push.err()).isZero();
        assertThat(names(push, "added")).containsExactly("large.png");
        assertThat(get("/api/v1/characters/ava/pictures").items("sha256")).containsExactly(Hashes.hex(large));
        assertThat(get(begun).status()).isEqualTo(404);
    }

    /** A picture of more than one part. */
    private static byte[] noise() {
        BufferedImage picture = new BufferedImage(1_800, 1_800, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                picture.setRGB(x, y, random.nextInt());
            }
        }
        return TestPhotos.png(picture);
    }

    private long uploads() {
        return jdbc.sql("select count(*) from api_answer").query(Long.class).single();
    }

    @Test
    void aRunIsLaunchedOnceAndFollowedToItsEnd() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");
        String number = launch("r-1");
        assertThat(launch("r-1")).isEqualTo(number);
        finish();

        ToolRun follow = tool("follow", number);
        assertThat(follow.status()).as(follow.err()).isZero();
        assertThat(follow.out().lines())
                .hasSizeGreaterThan(10)
                .anyMatch(line -> line.contains("\"event\":\"metric\""))
                .last()
                .asString()
                .contains("\"state\":\"SUCCEEDED\"");

        String other = launch("r-2");
        assertThat(tool("cancel", other).json().path("state").asString("")).isEqualTo("CANCELLED");
        assertThat(tool("follow", other).status()).isEqualTo(5);
        assertThat(tool("follow", "4711").status()).isEqualTo(4);
        ToolRun unknown = tool("launch", "ava", "--backend", "nowhere");
        assertThat(unknown.status()).isEqualTo(4);
        assertThat(unknown.err()).contains("There is no backend “nowhere”");
    }

    @Test
    void whatALaunchWouldDoIsSeenBeforehand() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");

        ToolRun backends = tool("backends");
        assertThat(backends.status()).as(backends.err()).isZero();
        assertThat(names(backends, "backends")).isNotEmpty();
        ToolRun listed = ToolRun.of("backends", "--config", config());
        assertThat(listed.out()).contains("told: Told backend", "free", "preset Told: 10 steps", "option masks:");

        ToolRun dry = tool("launch", "ava", "--backend", "told", "--steps", "3", "--dry-run");
        assertThat(dry.status()).as(dry.err()).isZero();
        assertThat(dry.json().path("settings").path("saveEvery").asInt()).isEqualTo(3);
        assertThat(dry.json().path("free").asBoolean()).isTrue();
        ToolRun said = ToolRun.of("launch", "ava", "--backend", "told", "--dry-run", "--config", config());
        assertThat(said.out()).contains("Steps 10, pictures 1, ", "costs nothing");
        ToolRun declined = tool("launch", "ava", "--backend", "told", "--rank", "65", "--dry-run");
        assertThat(declined.status()).isEqualTo(4);
        assertThat(get("/api/v1/runs").items("number")).isEmpty();
    }

    private String launch(String request) {
        ToolRun launch = tool(
                "launch",
                "ava",
                "--backend",
                "told",
                "--steps",
                "10",
                "--sample-every",
                "5",
                "--save-every",
                "5",
                "--fewer-pictures",
                "--request",
                request);
        assertThat(launch.status()).as(launch.err()).isZero();
        return launch.json().path("number").asString("");
    }

    private void finish() {
        people.signIn(mara);
        stories.start();
        stories.steps(1, 10);
        stories.sample(10);
        stories.finish();
    }

    @Test
    @Tag("attack")
    void onlyWhatIsApprovedIsPulledAndOnlyOnce() throws Exception {
        VersionId id = draft();
        ToolRun early = pull();
        assertThat(early.status()).isEqualTo(1);
        assertThat(names(early, "refused")).containsExactly("Nothing of ava is in production.");
        assertThat(loraFiles()).isEmpty();

        approve(id);
        ToolRun pull = pull();
        assertThat(pull.status()).as(pull.out() + pull.err()).isZero();
        assertThat(names(pull, "written")).containsExactly(LORA);
        assertThat(loraFiles()).containsExactly("ava_v1_10steps.json", "ava_v1_10steps.md", LORA);
        assertThat(loras.resolve("ava_v1_10steps.md")).content().contains("instance_prompt: \"ohwx woman\"");
        assertThat(loras.resolve("ava_v1_10steps.json")).content().contains("\"activation text\"");

        assertThat(names(pull(), "current")).containsExactly(LORA);
        assertThat(jdbc.sql("select count(*) from audit_row where verb = 'version.downloaded'")
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void allCharactersArePulledByOneCommand() throws Exception {
        approve(draft());

        ToolRun pull = tool("pull", "--all", "--to", loras.toString());

        assertThat(pull.status()).as(pull.out() + pull.err()).isZero();
        assertThat(names(pull, "written")).containsExactly(LORA);
        assertThat(names(tool("pull", "--all", "--to", loras.toString()), "current"))
                .containsExactly(LORA);
        assertThat(tool("pull", "--all", "--to", loras.toString(), "--model", "nonsense")
                        .status())
                .isEqualTo(4);
    }

    @Test
    void aRenderMachineThatOnlyFetchesReleasesPullsAndRemoves() throws Exception {
        VersionId id = draft();
        String fetcher = tokenOf(mara, Set.of(TokenScope.RELEASE_READ));
        ToolRun.reading(
                fetcher + "\n",
                "login",
                "http://localhost:" + port + "/",
                "--key",
                keys.publicKey().fingerprint(),
                "--config",
                config());
        assertThat(get("/api/v1/versions?version=" + id.value(), fetcher).items("id"))
                .as("a draft")
                .isEmpty();
        approve(id);

        ToolRun pull = tool("pull", "--all", "--to", loras.toString());

        assertThat(pull.status()).as(pull.out() + pull.err()).isZero();
        assertThat(names(pull, "written")).containsExactly(LORA);
        assertThat(names(pull(), "current")).containsExactly(LORA);
        SignedInPerson ines = people.signIn(people.admin("Ines"));
        reviews.revoke(id, details(id).revision(), "The chin drifts.", people.proofOf(ines.accountId()));
        assertThat(names(tool("pull", "--all", "--to", loras.toString()), "removed"))
                .contains(LORA);
        assertThat(loraFiles()).isEmpty();
    }

    @Test
    @Tag("attack")
    void anotherTeamsKeyAcceptsNothing() throws Exception {
        approve(draft());

        ToolRun pull = tool("pull", "ava", "--to", loras.toString(), "--key", "a".repeat(64));

        assertThat(pull.status()).isEqualTo(1);
        assertThat(names(pull, "refused")).singleElement().asString().contains("not the one that you trust");
        assertThat(loraFiles()).isEmpty();
    }

    @Test
    @Tag("attack")
    void whatIsRevokedOrRecalledIsRemoved() throws Exception {
        VersionId id = draft();
        approve(id);
        pull();
        Files.writeString(loras.resolve("mine.safetensors"), "my own");
        SnapshotId snapshot = new SnapshotId(
                get("/api/v1/characters/ava/snapshots").items("id").getFirst());
        SignedInPerson ines = people.signIn(people.admin("Ines"));
        recalls.recall(snapshot, "A photo was not ours.", people.proofOf(ines.accountId()));

        ToolRun recalled = pull();
        assertThat(recalled.status()).isEqualTo(1);
        assertThat(names(recalled, "removed")).contains(LORA).hasSize(3);
        assertThat(loraFiles()).containsExactly("mine.safetensors");

        people.signIn(ines);
        recalls.lift(snapshot, "It was ours.", people.proofOf(ines.accountId()));
        assertThat(names(pull(), "written")).containsExactly(LORA);
        people.signIn(ines);
        reviews.revoke(id, details(id).revision(), "The chin drifts.", people.proofOf(ines.accountId()));

        ToolRun revoked = pull();
        assertThat(names(revoked, "removed")).contains(LORA);
        assertThat(names(revoked, "refused")).containsExactly("Nothing of ava is in production.");
        assertThat(loraFiles()).containsExactly("mine.safetensors");
    }

    private VersionId draft() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");
        launch("r-1");
        finish();
        return new VersionId(UUID.fromString(
                get("/api/v1/characters/ava/versions").items("id").getFirst()));
    }

    private void approve(VersionId id) {
        new Approval(people, versions, reviews, checklist).of(id, mara);
    }

    private VersionDetails details(VersionId id) {
        return versions.details(id);
    }
}
