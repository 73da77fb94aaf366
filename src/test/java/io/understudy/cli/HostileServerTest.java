package io.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.understudy.bundle.SampleBundles;
import io.understudy.cli.HostileServer.Answer;
import io.understudy.cli.client.ApiClient;
import io.understudy.cli.client.Pause;
import io.understudy.cli.client.ServerLogin;
import io.understudy.cli.tensorboard.TestEvents;
import io.understudy.support.ServerCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What the commands of the client make of a server that is broken, busy or not the one that it should be. */
@Tag("attack")
@Tag("slow")
class HostileServerTest {
    private static final String AVA = "ava-lindqvist";
    private static final String STEM = "ava-lindqvist_v1_1000steps";
    private static final String LORA = STEM + ".safetensors";
    private static final String PRODUCTION = "characters/ava-lindqvist/production";
    private static final String FILE = PRODUCTION + "/flux1-dev/file";
    private static final String BUNDLE = "versions/0000/bundle";
    private static final String VERSIONS = "versions";
    private static final String SUPERSEDED = "{\"detail\":\"v1 is superseded.\"}";
    private static final String EVENTS = "runs/7/events";

    @TempDir
    Path folder;

    private final HostileServer server = new HostileServer();
    private Path loras = Path.of("");
    private Path config = Path.of("");
    private byte[] lora = new byte[0];

    HostileServerTest() throws IOException {}

    @BeforeEach
    void aServerWithARelease() throws IOException {
        loras = Files.createDirectory(folder.resolve("loras"));
        config = folder.resolve("client.json");
        new ServerLogin(server.address(), "secret", SampleBundles.key().fingerprint()).write(config);
        lora = Files.readAllBytes(SampleBundles.lora(folder));
        inProduction("0000", false);
        server.answer(VERSIONS, version("APPROVED", false));
        server.answer(BUNDLE, bundle(SampleBundles.sound(folder)));
        server.answer(FILE, Answer.of(200, lora));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void inProduction(String version, boolean recalled) {
        String list = "{\"items\":[{\"id\":\"%s\",\"baseModel\":\"flux1-dev\",\"fileName\":\"%s\",\"recalled\":%s}]}";
        server.answer(PRODUCTION, Answer.of(200, list.formatted(version, LORA, recalled)));
    }

    private static Answer version(String state, boolean recalled) {
        String list = "{\"items\":[{\"id\":\"0000\",\"state\":\"%s\",\"recalled\":%s}]}";
        return Answer.of(200, list.formatted(state, recalled));
    }

    private static Answer bundle(Path file) throws IOException {
        return Answer.of(200, Files.readAllBytes(file));
    }

    private ToolRun pull(String... options) {
        return pull(time -> {}, options);
    }

    private ToolRun pull(Pause pause, String... options) {
        List<String> args = new ArrayList<>(
                List.of("pull", AVA, "--json", "--config", config.toString(), "--to", loras.toString()));
        args.addAll(List.of(options));
        return ToolRun.of(pause, args.toArray(String[]::new));
    }

    private ToolRun follow() {
        return ToolRun.of("follow", "7", "--config", config.toString());
    }

    private List<String> written() throws IOException {
        try (Stream<Path> files = Files.list(loras)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith(".understudy-pull."))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whatIsApprovedAppearsWithItsCardAndSidecarAndIsFetchedOnce() throws IOException {
        assertThat(pull().json().path("written").path(0).asString("")).isEqualTo(LORA);
        assertThat(written()).containsExactly(STEM + ".json", STEM + ".md", LORA);
        assertThat(loras.resolve(LORA)).hasBinaryContent(lora);
        assertThat(loras.resolve(STEM + ".md")).hasContent("# Ava Lindqvist");

        ToolRun again = pull();
        assertThat(again.status()).isZero();
        assertThat(again.json().path("current").path(0).asString("")).isEqualTo(LORA);
        assertThat(server.asked)
                .filteredOn(asked -> asked.path().endsWith("/file"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Sign in</html>", "", "[]", "7", "{\"items\":"})
    void nonsenseIsNoAnswer(String nonsense) throws IOException {
        server.answer(PRODUCTION, Answer.of(200, nonsense));

        ToolRun pull = pull();

        assertThat(pull.status()).isEqualTo(ClientCommand.NO_ANSWER);
        assertThat(pull.err().lines())
                .singleElement()
                .asString()
                .startsWith("{\"error\":\"The answer cannot be read. Is http://127.0.0.1:");
        assertThat(written()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {PRODUCTION, BUNDLE, FILE})
    void anAnswerThatIsCutOffLeavesNothing(String where) throws IOException {
        server.answer(where, Answer.half(lora));

        assertThat(pull().status()).isEqualTo(ClientCommand.NO_ANSWER);
        assertThat(written()).isEmpty();
    }

    @Test
    void aLostConnectionCostsOnlyTheRestOfTheFile() throws IOException {
        int half = lora.length / 2;
        byte[] rest = Arrays.copyOfRange(lora, half, lora.length);
        server.answer(
                FILE,
                Answer.half(lora, "ETag", "\"one\""),
                Answer.of(503, ""),
                Answer.of(206, rest, "Content-Range", "bytes %d-%d/%d".formatted(half, lora.length - 1, lora.length)));

        assertThat(pull().status()).isZero();
        assertThat(loras.resolve(LORA)).hasBinaryContent(lora);
        assertThat(fileRequests())
                .extracting(HostileServer.Asked::range, HostileServer.Asked::ifRange)
                .containsExactly(
                        tuple(null, null),
                        tuple("bytes=" + half + "-", "\"one\""),
                        tuple("bytes=" + half + "-", "\"one\""));
    }

    @Test
    void aFileThatIsAnotherOneMeanwhileIsWrittenFromItsBeginning() throws IOException {
        server.answer(FILE, Answer.half(new byte[lora.length], "ETag", "\"one\""), Answer.of(200, lora));

        assertThat(pull().status()).isZero();
        assertThat(loras.resolve(LORA)).hasBinaryContent(lora);
    }

    @Test
    void whatIsNotTheRestIsNotAppended() throws IOException {
        server.answer(
                FILE, Answer.half(lora, "ETag", "\"one\""), Answer.of(206, lora, "Content-Range", "bytes 0-10/11"));
        assertThat(pull().status()).isZero();
        assertThat(loras.resolve(LORA)).hasBinaryContent(lora);

        Files.delete(loras.resolve(LORA));
        server.asked.clear();
        server.answer(FILE, Answer.half(lora, "ETag", "W/\"one\""), Answer.of(200, lora));
        assertThat(pull().status()).isZero();
        assertThat(fileRequests()).extracting(HostileServer.Asked::range).containsOnlyNulls();
    }

    private List<HostileServer.Asked> fileRequests() {
        return server.asked.stream()
                .filter(asked -> asked.path().endsWith("/file"))
                .toList();
    }

    @Test
    void aFileWithOtherBytesIsRefused() throws IOException {
        byte[] altered = lora.clone();
        altered[3] ^= 1;
        server.answer(FILE, Answer.of(200, altered));
        refused("the file that arrived is not the one that was signed");

        server.answer(FILE, Answer.of(200, new byte[lora.length + 1]));
        refused("the file that arrived is not the one that was signed");
    }

    @Test
    void anApprovalBetweenTheProofAndTheFileIsNoFalseAlarm() throws IOException {
        byte[] newer = "newer weights".getBytes(StandardCharsets.UTF_8);
        String next = "ava-lindqvist_v2_1000steps.safetensors";
        server.answer(PRODUCTION, production("0000", LORA), production("0001", next));
        server.answer("versions/0001/bundle", bundle(SampleBundles.next(folder, newer)));
        server.answer(FILE, Answer.of(200, newer));

        ToolRun pull = pull();

        assertThat(pull.status()).as(pull.out()).isZero();
        assertThat(pull.json().path("written").path(0).asString("")).isEqualTo(next);
        assertThat(pull.json().path("refused").isEmpty()).isTrue();
        assertThat(loras.resolve(next)).hasBinaryContent(newer);
        assertThat(loras.resolve(LORA)).doesNotExist();
    }

    @Test
    void anApprovalBetweenTheListAndTheProofIsNoFalseAlarm() throws IOException {
        byte[] newer = "newer weights".getBytes(StandardCharsets.UTF_8);
        String next = "ava-lindqvist_v2_1000steps.safetensors";
        server.answer(PRODUCTION, production("0000", LORA), production("0001", next));
        server.answer(BUNDLE, Answer.of(409, SUPERSEDED));
        server.answer("versions/0001/bundle", bundle(SampleBundles.next(folder, newer)));
        server.answer(FILE, Answer.of(200, newer));

        ToolRun pull = pull();

        assertThat(pull.status()).as(pull.out()).isZero();
        assertThat(pull.json().path("written").path(0).asString("")).isEqualTo(next);
        assertThat(pull.json().path("refused").isEmpty()).isTrue();
        assertThat(loras.resolve(LORA)).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {BUNDLE, FILE})
    void whatTheServerWithholdsIsNamedOnceWhereNothingNewerIsInProduction(String where) throws IOException {
        server.answer(where, Answer.of(409, SUPERSEDED));

        refused("v1 is superseded.");

        assertThat(pull().json().path("refused").size()).isOne();
    }

    @Test
    void aFileOfNeitherVersionIsRefusedAfterOneMoreLook() throws IOException {
        server.answer(PRODUCTION, production("0000", LORA), production("0001", LORA), production("0002", LORA));
        server.answer("versions/0001/bundle", bundle(SampleBundles.next(folder, new byte[] {7})));
        server.answer(FILE, Answer.of(200, new byte[] {8}));

        refused("the file that arrived is not the one that was signed");
        assertThat(server.asked)
                .filteredOn(asked -> asked.path().endsWith("/file"))
                .hasSize(2);
    }

    private static Answer production(String version, String file) {
        String list =
                "{\"items\":[{\"id\":\"%s\",\"baseModel\":\"flux1-dev\",\"fileName\":\"%s\",\"recalled\":false}]}";
        return Answer.of(200, list.formatted(version, file));
    }

    private void refused(String why) throws IOException {
        ToolRun pull = pull();
        assertThat(pull.status()).isEqualTo(1);
        assertThat(pull.json().path("refused").path(0).asString("")).contains(why);
        assertThat(written()).isEmpty();
    }

    @Test
    void aProofThatDoesNotHoldIsRefused() throws IOException {
        server.answer(BUNDLE, bundle(SampleBundles.forged(folder)));
        refused("not the one that you trust");

        server.answer(BUNDLE, bundle(SampleBundles.withoutFourEyes(folder)));
        refused("Mara signed but made a part of it");

        byte[] altered = Files.readAllBytes(SampleBundles.sound(folder));
        altered[altered.length / 2] ^= 1;
        server.answer(BUNDLE, Answer.of(200, altered));
        refused(LORA + " is refused: ");

        server.answer(BUNDLE, Answer.of(200, "no zip"));
        refused("not a zip file");
        assertThat(server.asked).noneMatch(asked -> asked.path().endsWith("/file"));
    }

    @Test
    void aTrueProofOfSomethingElseIsRefused() throws IOException {
        inProduction("0001", false);
        server.answer("versions/0001/bundle", bundle(SampleBundles.sound(folder)));
        refused("about another version");

        String list = "{\"items\":[{\"id\":\"0000\",\"baseModel\":\"flux1-dev\",\"fileName\":\"bea.safetensors\"}]}";
        server.answer("characters/bea/production", Answer.of(200, list));
        ToolRun other = ToolRun.of("pull", "bea", "--config", config.toString(), "--to", loras.toString());
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.out()).contains("about another character");
        assertThat(written()).isEmpty();
    }

    @Test
    void aProofFromBeforeTheLastOneIsRefused() throws IOException {
        pull();
        Path state = loras.resolve(".understudy-pull.json");
        Files.writeString(state, Files.readString(state).replace("2026-03-03T09", "2026-03-03T10"));
        Files.delete(loras.resolve(LORA));

        ToolRun pull = pull();

        assertThat(pull.status()).isEqualTo(1);
        assertThat(pull.json().path("refused").path(0).asString("")).contains("older than the one before");
        assertThat(loras.resolve(LORA)).doesNotExist();
    }

    @Test
    void withoutAKnownKeyNothingIsAsked() throws IOException {
        new ServerLogin(server.address(), "secret", null).write(config);

        assertThat(pull().status()).isEqualTo(CommandLineTool.BAD_INPUT);
        assertThat(server.asked).isEmpty();
        assertThat(pull("--key", SampleBundles.key().fingerprint()).status()).isZero();
    }

    @Test
    void aProgramHasItsLoginInTheEnvironment() {
        Map<String, String> environment = Map.of(
                "UNDERSTUDY_URL",
                server.address() + "/",
                "UNDERSTUDY_TOKEN",
                "of-the-job",
                "UNDERSTUDY_KEY",
                SampleBundles.key().fingerprint());
        ToolRun pull = ToolRun.of(time -> {}, environment, "pull", AVA, "--to", loras.toString());
        assertThat(pull.status()).as(pull.err()).isZero();
        assertThat(server.asked).extracting(HostileServer.Asked::token).containsOnly("Bearer of-the-job");

        server.asked.clear();
        ToolRun named = ToolRun.of(
                time -> {}, environment, "pull", AVA, "--to", loras.toString(), "--config", config.toString());
        assertThat(named.status()).as(named.err()).isZero();
        assertThat(server.asked).extracting(HostileServer.Asked::token).containsOnly("Bearer secret");
    }

    @Test
    void aTokenGoesToNoServerThatItWasNotGivenWith() {
        String address = server.address().toString();
        for (Map<String, String> part : List.of(
                Map.of("UNDERSTUDY_URL", address, "XDG_CONFIG_HOME", folder.toString()),
                Map.of("UNDERSTUDY_TOKEN", "of-the-job", "XDG_CONFIG_HOME", folder.toString()))) {
            ToolRun follow = ToolRun.of(time -> {}, part, "follow", "7");
            assertThat(follow.status()).isEqualTo(CommandLineTool.BAD_INPUT);
            assertThat(follow.err()).contains("Set UNDERSTUDY_URL and UNDERSTUDY_TOKEN together");
        }
        Map<String, String> readable = Map.of("UNDERSTUDY_URL", "http://192.0.2.1", "UNDERSTUDY_TOKEN", "of-the-job");
        assertThat(ToolRun.of(time -> {}, readable, "follow", "7").err()).contains("Use https");
        assertThat(server.asked).isEmpty();
    }

    @Test
    void theTokenFollowsNoRedirect() throws IOException {
        try (HostileServer other = new HostileServer()) {
            server.answer(FILE, Answer.of(302, "", "Location", other.address() + "/file"));

            ToolRun pull = pull();

            assertThat(pull.status()).isEqualTo(ClientCommand.DECLINED);
            assertThat(pull.err()).contains("redirect to " + other.address() + "/file");
            assertThat(other.asked).isEmpty();
        }
        assertThat(server.asked).extracting(HostileServer.Asked::token).containsOnly("Bearer secret");
        assertThat(written()).isEmpty();
    }

    @Test
    void aBusyServerIsGivenTheTimeThatItAsksFor() {
        List<Duration> pauses = new ArrayList<>();
        server.answer(
                FILE,
                Answer.of(429, "{\"detail\":\"Too many.\"}", "Retry-After", "7"),
                Answer.of(503, "", "Retry-After", "9"),
                Answer.of(200, lora));

        assertThat(pull(pauses::add).status()).isZero();
        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(9));
    }

    @Test
    void aServerThatStaysBusyIsNotWaitedForWithoutEnd() {
        List<Duration> pauses = new ArrayList<>();
        server.answer(PRODUCTION, Answer.of(429, "{\"detail\":\"Too many.\"}", "Retry-After", "86400"));
        assertThat(pull(pauses::add).status()).isEqualTo(ClientCommand.NO_ANSWER);
        assertThat(pauses).isEmpty();

        server.answer(PRODUCTION, Answer.of(503, "", "Retry-After", "1"));
        assertThat(pull(pauses::add).status()).isEqualTo(ClientCommand.NO_ANSWER);
        assertThat(pauses).hasSize(3);
    }

    @Test
    void allCharactersAreKeptByOneCommandWhichAsksOnceAboutWhatItWrote() throws IOException {
        String item = "{\"id\":\"0000\",\"characterSlug\":\"%s\",\"baseModel\":\"flux1-dev\",\"fileName\":\"%s\"}"
                .formatted(AVA, LORA);
        server.answer("production", Answer.of(200, "{\"items\":[%s],\"next\":null}".formatted(item)));
        List<String> all = List.of("pull", "--all", "--json", "--config", config.toString(), "--to", loras.toString());

        ToolRun first = ToolRun.of(all.toArray(String[]::new));
        assertThat(first.status()).as(first.out() + first.err()).isZero();
        assertThat(written()).containsExactly(STEM + ".json", STEM + ".md", LORA);
        server.asked.clear();
        ToolRun again = ToolRun.of(all.toArray(String[]::new));
        assertThat(again.json().path("current").path(0).asString("")).isEqualTo(LORA);
        assertThat(server.asked)
                .extracting(HostileServer.Asked::path)
                .containsExactly("/api/v1/versions", "/api/v1/production");

        server.answer("production", Answer.of(200, "{\"items\":[]}"));
        server.answer(VERSIONS, version("REVOKED", false));
        ToolRun revoked = ToolRun.of(all.toArray(String[]::new));
        assertThat(revoked.json().path("removed").size()).isEqualTo(3);
        assertThat(revoked.json().path("refused").path(0).asString("")).isEqualTo("Nothing is in production.");
        assertThat(written()).isEmpty();
    }

    /** @param afterwards what the server answers when it is asked whether it is still there */
    private ToolRun pullTwoOfWhichTheFirstFails(Answer afterwards) {
        String item = "{\"id\":\"%s\",\"characterSlug\":\"%s\",\"baseModel\":\"flux1-dev\",\"fileName\":\"%s\"}";
        String items = item.formatted("0009", "aaron", "x") + "," + item.formatted("0000", AVA, LORA);
        server.answer("production", Answer.of(200, "{\"items\":[%s]}".formatted(items)), afterwards);
        server.answer("versions/0009/bundle", Answer.of(500, "{\"detail\":\"Its file is damaged.\"}"));
        return ToolRun.of("pull", "--all", "--config", config.toString(), "--to", loras.toString());
    }

    @Test
    void aLoraThatTheServerCannotSendKeepsNoOtherFromBeingWritten() throws IOException {
        ToolRun pull = pullTwoOfWhichTheFirstFails(Answer.of(200, "{}"));

        assertThat(pull.status()).isEqualTo(ClientCommand.NO_ANSWER);
        assertThat(pull.err()).contains("Its file is damaged.");
        assertThat(written()).containsExactly(STEM + ".json", STEM + ".md", LORA);
    }

    @Test
    void aServerThatIsGoneIsNotAskedForEveryCharacter() throws IOException {
        ToolRun pull = pullTwoOfWhichTheFirstFails(Answer.of(503, ""));

        assertThat(pull.status()).isEqualTo(ClientCommand.NO_ANSWER);
        assertThat(server.asked)
                .extracting(HostileServer.Asked::path)
                .containsOnlyOnce("/api/v1/versions/0009/bundle")
                .doesNotContain("/api/v1/" + BUNDLE)
                .filteredOn("/api/v1/production"::equals)
                .hasSizeGreaterThan(1);
        assertThat(written()).isEmpty();
    }

    @Test
    void aCharacterOfAnotherNameIsNotPulledWithAll() throws IOException {
        String item = "{\"id\":\"0000\",\"characterSlug\":\"bea\",\"baseModel\":\"flux1-dev\",\"fileName\":\"x\"}";
        server.answer("production", Answer.of(200, "{\"items\":[" + item + "]}"));

        ToolRun pull = ToolRun.of("pull", "--all", "--config", config.toString(), "--to", loras.toString());

        assertThat(pull.status()).isEqualTo(1);
        assertThat(pull.out()).contains("about another character");
        assertThat(written()).isEmpty();
    }

    @Test
    void eitherACharacterOrAllArePulled() {
        assertThat(pull("--all").status()).isEqualTo(CommandLineTool.BAD_INPUT);
        ToolRun none = ToolRun.of("pull", "--config", config.toString(), "--to", loras.toString());
        assertThat(none.status()).isEqualTo(CommandLineTool.BAD_INPUT);
        assertThat(none.err()).contains("Name a character, or give --all instead.");
        assertThat(server.asked).isEmpty();
    }

    @Test
    void whatTheServerDoesNotShowStaysAndIsNamed() throws IOException {
        pull();
        server.answer(VERSIONS, Answer.of(200, "{\"items\":[]}"));

        ToolRun pull = pull();

        assertThat(pull.status()).isEqualTo(1);
        assertThat(pull.json().path("refused").path(0).asString("")).contains(LORA + " stays");
        assertThat(written()).contains(LORA);
    }

    @Test
    void whatWasRecalledIsRemovedAndOtherFilesStay() throws IOException {
        pull();
        Files.writeString(loras.resolve("mine.safetensors"), "my own");
        server.answer(VERSIONS, version("APPROVED", true));
        inProduction("0000", true);

        ToolRun pull = pull();

        assertThat(pull.status()).isEqualTo(1);
        assertThat(pull.json().path("removed").size()).isEqualTo(3);
        assertThat(pull.json().path("refused").path(0).asString("")).contains("recalled");
        assertThat(written()).containsExactly("mine.safetensors");
    }

    @Test
    void whatWasRevokedIsRemovedEvenIfTheListOfProductionDoesNotArrive() throws IOException {
        pull();
        server.answer(VERSIONS, version("REVOKED", false));
        server.answer(PRODUCTION, Answer.of(503, ""));

        assertThat(pull().status()).isEqualTo(ClientCommand.NO_ANSWER);
        assertThat(written()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {BUNDLE, FILE})
    void whatTheServerNoLongerHasIsNamed(String where) throws IOException {
        server.answer(where, Answer.of(404, "{\"detail\":\"There is no such version.\"}"));

        refused("There is no such version.");
    }

    @Test
    void aFileThatAPersonChangedIsLeftAndNamed() throws IOException {
        pull();
        Files.writeString(loras.resolve(LORA), "merged by hand");
        ToolRun changed = pull();
        assertThat(changed.status()).isEqualTo(5);
        assertThat(changed.json().path("left").path(0).asString("")).isEqualTo(LORA);

        server.answer(VERSIONS, version("REVOKED", false));
        server.answer(PRODUCTION, Answer.of(200, "{\"items\":[]}"));
        assertThat(pull().json().path("left").path(0).asString("")).isEqualTo(LORA);
        assertThat(written()).containsExactly(LORA);
        assertThat(loras.resolve(LORA)).hasContent("merged by hand");
    }

    @Test
    void aFileThatWasThereBeforeIsNoneOfOurs() throws IOException {
        Files.writeString(loras.resolve(LORA), "trained elsewhere");

        assertThat(pull().status()).isEqualTo(5);
        server.answer(PRODUCTION, Answer.of(200, "{\"items\":[]}"));
        pull();

        assertThat(written()).containsExactly(LORA);
        assertThat(loras.resolve(LORA)).hasContent("trained elsewhere");
    }

    @Test
    void watchingSurvivesAServerThatIsAwayAndSaysOnlyWhatChanged() throws IOException {
        List<Duration> rounds = new ArrayList<>();
        Pause threeRounds = time -> {
            if (time.equals(Duration.ofSeconds(60))) {
                rounds.add(time);
                if (rounds.size() == 1) {
                    server.answer(PRODUCTION, Answer.of(200, "<html>"));
                } else if (rounds.size() == 2) {
                    inProduction("0000", false);
                } else if (rounds.size() == 4) {
                    throw new BadInputException("It was long enough.");
                }
            }
        };

        ToolRun pull = pull(threeRounds, "--watch", "60");

        assertThat(pull.out().lines()).hasSize(3);
        assertThat(pull.out().lines().toList().get(0)).contains("\"written\":[\"" + LORA);
        assertThat(pull.out().lines().toList().get(1)).contains("\"error\":");
        assertThat(pull.out().lines().toList().get(2)).contains("\"current\":[\"" + LORA);
    }

    @Test
    void watchingSurvivesAFolderThatIsAway() {
        List<Duration> rounds = new ArrayList<>();
        Path away = folder.resolve("away");
        Pause threeRounds = time -> {
            rounds.add(time);
            switch (rounds.size()) {
                case 1 -> move(loras, away);
                case 2 -> move(away, loras);
                default -> throw new BadInputException("It was long enough.");
            }
        };

        ToolRun pull = pull(threeRounds, "--watch", "60");

        assertThat(pull.err()).contains("It was long enough.");
        assertThat(pull.out().lines()).hasSize(3);
        assertThat(pull.out().lines().toList().get(1)).contains("\"error\":\"Cannot use " + loras);
        assertThat(pull.out().lines().toList().get(2)).contains("\"current\":[\"" + LORA);
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }

    @Test
    void aFullDiskIsNotTheServersFault() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        try (ApiClient api = new ApiClient(ServerLogin.read(config), time -> {})) {
            assertThatThrownBy(() -> api.download(FILE, full, lora.length, bytes -> {}))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("/dev/full");
        }
        assertThat(server.asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {PRODUCTION, BUNDLE, FILE})
    void aPullThatIsKilledLeavesNothingHalfDone(String where) throws Exception {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        server.answer(where, request -> {
            Answer.half(lora).to(request);
            underWay.countDown();
            awaited(killed);
        });
        Process pull = new ProcessBuilder(ServerCommand.ofProduct(
                        List.of("pull", AVA, "--config", config.toString(), "--to", loras.toString())))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            awaited(underWay);
        } finally {
            pull.destroyForcibly().waitFor();
            killed.countDown();
        }
        assertThat(written()).noneMatch(name -> !name.startsWith(".understudy-"));

        aServerWithTheSameRelease();
        assertThat(pull().status()).isZero();
        assertThat(written()).containsExactly(STEM + ".json", STEM + ".md", LORA);
    }

    private void aServerWithTheSameRelease() throws IOException {
        inProduction("0000", false);
        server.answer(BUNDLE, bundle(SampleBundles.sound(folder)));
        server.answer(FILE, Answer.of(200, lora));
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aLaunchWhoseAnswerWasLostIsSentAgainUnderItsKey() {
        server.answer(
                "characters/ava-lindqvist/runs",
                Answer.half(lora),
                Answer.of(201, "{\"number\":12,\"awaitingApproval\":true}"));

        ToolRun launch = ToolRun.of(
                "launch",
                AVA,
                "--backend",
                "fal",
                "--lr",
                "0.0002",
                "--prompt",
                "ohwx woman",
                "--option",
                "mask=none",
                "--maximum-cost",
                "4.50",
                "--config",
                config.toString());

        assertThat(launch.status()).as(launch.err()).isZero();
        assertThat(launch.out()).startsWith("Run 12 waits for an admin");
        assertThat(server.asked).hasSize(2);
        assertThat(server.asked).extracting(HostileServer.Asked::key).doesNotContainNull();
        assertThat(server.asked.stream().map(HostileServer.Asked::key).distinct())
                .hasSize(1);
        assertThat(JsonMapper.shared().readTree(server.asked.getLast().body()))
                .isEqualTo(JsonMapper.shared().readTree("""
                        {"backend":"fal","fewerPicturesConfirmed":false,"learningRate":0.0002,"maximumCost":4.50,
                         "samplePrompts":[{"prompt":"ohwx woman"}],"options":{"mask":"none"}}"""));
    }

    @Test
    void aLaunchIsFollowedToItsEnd() {
        server.answer("characters/ava-lindqvist/runs", Answer.of(201, "{\"number\":7,\"awaitingApproval\":false}"));
        server.answer(EVENTS, events(state("RUNNING", 3)), events(state("FAILED", 4)));

        ToolRun launch = ToolRun.of("launch", AVA, "--backend", "fal", "--follow", "--config", config.toString());

        assertThat(launch.status()).isOne();
        assertThat(launch.out().lines())
                .containsExactly("Run 7 is queued.", "running, step 3 of 10", "failed, step 4 of 10");
    }

    @Test
    void aRunIsCancelledUnderAKeyOfItsOwn() {
        server.answer("runs/7/cancel", Answer.of(503, ""), Answer.of(200, "{\"number\":7,\"state\":\"CANCELLED\"}"));

        ToolRun cancel = ToolRun.of("cancel", "7", "--config", config.toString());

        assertThat(cancel.status()).as(cancel.err()).isZero();
        assertThat(cancel.out()).isEqualTo("Run 7 is cancelled.\n");
        assertThat(server.asked).hasSize(2);
        assertThat(server.asked.stream().map(HostileServer.Asked::key).distinct())
                .hasSize(1)
                .doesNotContainNull();

        server.answer("runs/7/cancel", Answer.of(409, "{\"detail\":\"Run 7 is succeeded.\"}"));
        assertThat(ToolRun.of("cancel", "7", "--config", config.toString()).status())
                .isEqualTo(ClientCommand.DECLINED);
    }

    @Test
    void aLaunchThatMayHaveHappenedNamesTheKeyOfItsRepetition() {
        for (Answer unknown : List.of(
                Answer.half(lora),
                Answer.of(500, ""),
                Answer.of(409, "{\"detail\":\"It is being worked on.\"}", "Retry-After", "1"))) {
            server.asked.clear();
            server.answer("characters/ava-lindqvist/runs", unknown);

            ToolRun launch = ToolRun.of("launch", AVA, "--backend", "fal", "--config", config.toString());

            assertThat(launch.status()).isEqualTo(ClientCommand.NO_ANSWER);
            assertThat(launch.err())
                    .contains(
                            "The run may have been launched.",
                            "--request " + server.asked.getLast().key() + " ");
        }
    }

    @Test
    void aRunIsFollowedAcrossLostConnections() {
        server.answer(
                EVENTS,
                events(state("RUNNING", 3), "id:1-3\nevent:metric\ndata:{\"step\":3}\n\n"),
                Answer.of(503, ""),
                events(": still here\n\n", state("RUNNING", 4)),
                events(state("SUCCEEDED", 10)));

        ToolRun follow = follow();

        assertThat(follow.status()).isZero();
        assertThat(follow.out().lines()).containsExactly("running, step 3 of 10", "succeeded, step 10 of 10");
        assertThat(server.asked).extracting(HostileServer.Asked::lastEvent).containsExactly("0", "1-3", "1-3", "1-3");
    }

    @Test
    void theStatusOfFollowIsThatOfTheRun() {
        Map.of("SUCCEEDED", 0, "FAILED", 1, "LOST", 1, "CANCELLED", 5).forEach((state, status) -> {
            server.answer(EVENTS, events(state(state, 5)));
            assertThat(follow().status()).as(state).isEqualTo(status);
        });
    }

    @Test
    void aStreamThatSaysNothingIsNotFollowedWithoutEnd() {
        for (Answer nothing :
                List.of(Answer.of(200, "<html>"), events("event:state\ndata:nonsense\n\n"), Answer.of(502, ""))) {
            server.answer(EVENTS, nothing);
            assertThat(follow().status()).isEqualTo(ClientCommand.NO_ANSWER);
        }
        server.answer(EVENTS, Answer.of(404, "{\"detail\":\"There is no run 7.\"}"));
        assertThat(follow().err()).isEqualTo("understudy: There is no run 7.\n");
    }

    private Path log(int file, int first, int last) {
        TestEvents events = new TestEvents();
        for (int step = first; step <= last; step++) {
            events.scalar(100 + step, step, "loss/current", 0.5f).scalar(100 + step, step, "lr/unet", 2e-4f);
        }
        try {
            Path log = Files.createDirectories(folder.resolve("log"));
            events.writeTo(log.resolve("events.out.tfevents." + file));
            return log;
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }

    private ToolRun watchTraining(int steps) {
        return watchTraining(time -> {}, steps);
    }

    private ToolRun watchTraining(Pause pause, int steps) {
        String log = log(1, 1, steps).toString();
        return ToolRun.of(pause, "report", "7", "--tensorboard", log, "--watch", "30", "--config", config.toString());
    }

    private List<String> reported() {
        return server.asked.stream()
                .filter(asked -> asked.path().endsWith("/metrics"))
                .map(asked -> JsonMapper.shared()
                        .readTree(asked.body())
                        .path("points")
                        .valueStream()
                        .map(point -> point.path("step").asString(""))
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    @Test
    void aTrainerThatIsSilentHasFinishedItsLastStepAndTheWatchEndsWithTheRun() {
        server.answer("runs/7/metrics", Answer.of(200, "{\"state\":\"RUNNING\"}"));
        server.answer(
                "runs/7",
                Answer.of(200, "{\"state\":\"RUNNING\"}"),
                Answer.of(503, "", "Retry-After", "86400"),
                Answer.of(200, "{\"state\":\"FAILED\"}"),
                Answer.of(200, "{\"state\":\"SUCCEEDED\"}"));

        ToolRun watch = watchTraining(3);

        assertThat(watch.status()).as(watch.err()).isZero();
        assertThat(watch.out()).isEqualTo("3 points are reported.\n");
        assertThat(reported()).containsExactly("1 2", "3");
    }

    @Test
    void aRunThatIsOverBeforeItsLastPointsSaysHowManyAreNotReported() {
        server.answer("runs/7/metrics", Answer.of(409, "{\"detail\":\"Nothing more is reported to it.\"}"));
        server.answer("runs/7", Answer.of(200, "{\"state\":\"RUNNING\"}"), Answer.of(200, "{\"state\":\"CANCELLED\"}"));

        ToolRun watch = watchTraining(3);

        assertThat(watch.status()).isEqualTo(5);
        assertThat(watch.out().lines())
                .containsExactly("0 points are reported.", "3 are not: the run was over before they were sent.");
    }

    @Test
    void whatIsLoggedWhileTheRunEndsIsCountedAsNotReported() {
        server.answer("runs/7/metrics", Answer.of(200, "{\"state\":\"RUNNING\"}"));
        server.answer("runs/7", Answer.of(200, "{\"state\":\"RUNNING\"}"), Answer.of(200, "{\"state\":\"SUCCEEDED\"}"));
        Pause lastSteps = time -> log(2, 4, 5);

        ToolRun watch = watchTraining(lastSteps, 3);

        assertThat(watch.status()).as(watch.err()).isZero();
        assertThat(reported()).containsExactly("1 2");
        assertThat(watch.out().lines())
                .containsExactly("2 points are reported.", "3 are not: the run was over before they were sent.");
    }

    @Test
    void aReportThatIsDeclinedForAnotherReasonEndsTheWatch() {
        server.answer("runs/7/metrics", Answer.of(409, "{\"detail\":\"Only Mara reports to it.\"}"));
        server.answer("runs/7", Answer.of(200, "{\"state\":\"RUNNING\"}"));

        ToolRun watch = watchTraining(3);

        assertThat(watch.status()).isEqualTo(ClientCommand.DECLINED);
        assertThat(watch.err()).contains("Only Mara reports to it.");
    }

    /** A folder with a list, so that its photo is sent in a zip. */
    private ToolRun push(Answer... completed) throws IOException {
        Path set = Files.createDirectory(folder.resolve("set"));
        Files.write(set.resolve("1.jpg"), new byte[] {1});
        Files.writeString(set.resolve("metadata.jsonl"), "{\"file_name\": \"gone.jpg\", \"text\": \"nobody\"}");
        server.answer("characters/ava-lindqvist/pictures", Answer.of(200, "{\"items\":[]}"));
        server.answer("characters/ava-lindqvist/uploads", Answer.of(201, "{\"id\":\"8\",\"offset\":0}"));
        server.answer("uploads/8", Answer.of(200, "{\"offset\":1000000}"));
        server.answer("uploads/8/complete", completed);
        return ToolRun.of(time -> {}, "push", AVA, set.toString(), "--json", "--config", config.toString());
    }

    @Test
    void aPushWhoseLongAnswerWasLostAsksOnceMoreUnderANewKey() throws IOException {
        ToolRun push = push(
                Answer.half("{\"added\":[\"1.jpg\"]}".getBytes(StandardCharsets.UTF_8)),
                Answer.of(
                        409,
                        "{\"type\":\"urn:understudy:problem:answer-not-kept\",\"detail\":\"This request was done.\"}"),
                Answer.of(200, "{\"alreadyHere\":[{\"fileName\":\"1.jpg\"}],\"missing\":[\"set/gone\"]}"));

        assertThat(push.status()).as(push.err()).isZero();
        assertThat(push.json().at("/skipped/0").asString()).isEqualTo("1.jpg");
        assertThat(push.json().at("/notes/0").asString())
                .isEqualTo("Captions of 1 picture that the folder does not hold were left out: set/gone");
        List<String> keys = server.asked.stream()
                .filter(asked -> asked.path().endsWith("/complete"))
                .map(HostileServer.Asked::key)
                .toList();
        assertThat(keys).hasSize(3);
        assertThat(keys.get(1)).isEqualTo(keys.getFirst()).isNotEqualTo(keys.getLast());
    }

    @Test
    void aPushToAnOlderServerShowsWhatItSaysOfCaptionsWithoutPhoto() throws IOException {
        String note = "Captions of 1 picture that the zip does not hold were left out: gone";

        ToolRun push = push(Answer.of(200, "{\"added\":[\"1.jpg\"],\"notes\":[\"" + note + "\"]}"));

        assertThat(push.status()).as(push.err()).isZero();
        assertThat(push.json().at("/notes/0").asString()).isEqualTo(note);
    }

    @Test
    void aPushThatIsDeclinedAsAConflictForAnotherReasonIsNotRepeated() throws IOException {
        ToolRun push = push(Answer.of(409, "{\"detail\":\"The upload ended.\"}"));

        assertThat(push.status()).isEqualTo(ClientCommand.DECLINED);
        assertThat(server.asked)
                .filteredOn(asked -> asked.path().endsWith("/complete"))
                .hasSize(1);
    }

    @Test
    void wordsOfTheServerWriteNoLinesOfTheTerminal() {
        server.answer(PRODUCTION, Answer.of(403, "{\"detail\":\"No.\\n\\u001b[2Junderstudy: all is well\\u202e\"}"));
        assertThat(pull().err())
                .isEqualTo("{\"error\":\"No.??[2Junderstudy: all is well?\",\"exitStatus\":4,\"httpStatus\":403}\n");
        server.answer(EVENTS, Answer.of(403, "{\"detail\":\"No.\\n\\u001b[2Junderstudy: all is well\\u202e\"}"));
        assertThat(follow().err()).isEqualTo("understudy: No.??[2Junderstudy: all is well?\n");

        server.answer(EVENTS, events("event:state\ndata:{\"state\":\"SUCCEEDED\",\"phase\":\"\\u001b[2J\"}\n\n"));
        assertThat(follow().out()).doesNotContain("\u001b");
    }

    private static Answer events(String... events) {
        return Answer.of(200, String.join("", events), "Content-Type", "text/event-stream");
    }

    private static String state(String state, int step) {
        return "event:state\ndata:{\"state\":\"%s\",\"step\":%d,\"steps\":10,\"phase\":\"\"}\n\n"
                .formatted(state, step);
    }
}
