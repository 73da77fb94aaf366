package io.understudy.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.generation.jobs.FakeGenerationBackend;
import io.understudy.generation.jobs.FakeGenerationConfiguration.FakeWorker;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.access.TokenScope;
import io.understudy.providers.fal.FakeFal;
import io.understudy.providers.fal.FalConnection;
import io.understudy.training.queue.RunFixtures;
import io.understudy.training.runs.RunService;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.checklist.ChecklistService;
import io.understudy.versions.release.SnapshotRecallService;
import io.understudy.versions.release.VersionDownloadService;
import io.understudy.versions.review.ReviewService;
import io.understudy.versions.sheets.measures.SheetMeasuringJob;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What of a version's way to production a program can read, and the sheets that it may have made. */
@Tag("rules")
class SheetsAndRecallsTest extends ApiTest {
    @Autowired
    RunFixtures stories;

    @Autowired
    FakeGenerationBackend drawing;

    @Autowired
    FakeWorker worker;

    @Autowired
    SheetMeasuringJob measuring;

    @Autowired
    VersionService versions;

    @Autowired
    VersionDownloadService downloads;

    @Autowired
    SnapshotRecallService recalls;

    @Autowired
    ReviewService reviews;

    @Autowired
    ChecklistService checklist;

    @Autowired
    FalConnection fal;

    @Autowired
    DatasetService datasets;

    @Autowired
    RunService runs;

    private CharacterId ava;
    private VersionId version;

    @BeforeEach
    void avaHasAVersion() {
        stories.forget();
        worker.releaseAll();
        drawing.forget();
        ava = characterWithAPicture("Ava", "ohwx woman");
        version = versions.ofRun(stories.finished(ava, 10, 1e-4).run())
                .orElseThrow()
                .id();
    }

    /** What is measured in the background is never written into the next test's database. */
    @AfterEach
    void measured() throws Exception {
        measuring.settled().get(60, TimeUnit.SECONDS);
    }

    private String address() {
        return "/api/v1/versions/" + version.value();
    }

    @Test
    void aSheetIsMadeReadAndListed() throws Exception {
        Reply made = post(address() + "/sheets", "{\"backend\":\"told\"}", "Idempotency-Key", "s-1");
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        assertThat(made.body().path("complete").asBoolean()).isFalse();
        assertThat(made.body().at("/cells/0/column").asString()).isEqualTo("NO_LORA");
        assertThat(made.body().at("/cells/0/sha256").isNull()).isTrue();
        assertThat(made.text("page")).endsWith("/sheets/" + made.text("id"));
        assertThat(post(address() + "/sheets", "{\"backend\":\"told\"}", "Idempotency-Key", "s-1")
                        .header("Location"))
                .isEqualTo(made.header("Location"));

        worker.fill();
        drawing.last().drawAll();
        drawing.last().reporter.finished();

        Reply read = get(made.header("Location"));
        assertThat(read.body().path("complete").asBoolean()).isTrue();
        assertThat(read.body().at("/cells/0/source").asString()).isEqualTo("DRAWN");
        Reply listed = get("/api/v1/characters/ava/sheets");
        assertThat(listed.items("id")).containsExactly(made.text("id"));
        assertThat(listed.items("drawn")).isEqualTo(listed.items("pictures"));
    }

    @Test
    void aPictureIsFetchedByItsHash() throws Exception {
        String sheet = post(address() + "/sheets", "{\"backend\":\"told\"}").header("Location");
        worker.fill();
        drawing.last().drawAll();
        String picture = get(sheet).body().at("/cells/0/sha256").asString();

        Reply fetched = get("/api/v1/images/" + picture);

        assertThat(fetched.status()).isEqualTo(200);
        assertThat(fetched.header("Content-Type")).startsWith("image/");
        assertThat(fetched.response().body()).isNotEmpty();
        assertThat(get("/api/v1/images/" + "0".repeat(64)).status()).isEqualTo(404);
        assertThat(get("/api/v1/images/0").status()).isEqualTo(404);
    }

    @Test
    @Tag("attack")
    void aLimitedTokenFindsPicturesOfItsCharactersOnly() throws Exception {
        CharacterId bea = characterWithAPicture("Bea", "sks woman");
        String sheet = post(address() + "/sheets", "{\"backend\":\"told\"}").header("Location");
        worker.fill();
        drawing.last().drawAll();
        String cell = get(sheet).body().at("/cells/0/sha256").asString();
        people.signIn(mara);
        String photo = datasets.picturesBehind(ava, PictureFilter.ALL, null, 1)
                .getFirst()
                .thumbnail()
                .hex();
        String sample = runs.samples(runs.byNumber(Long.parseLong(
                                get("/api/v1/runs").items("number").getFirst()))
                        .id())
                .getFirst()
                .picture()
                .hex();
        String own = tokenOf(mara, Set.of(TokenScope.READ), ava);
        String other = tokenOf(mara, Set.of(TokenScope.READ), bea);

        for (String picture : List.of(cell, photo, sample)) {
            String address = "/api/v1/images/" + picture;
            assertThat(get(address).status()).as(address).isEqualTo(200);
            assertThat(get(address, own).status()).as(address).isEqualTo(200);
        }
        for (String picture : List.of(cell, sample)) {
            Reply closed = get("/api/v1/images/" + picture, other);
            assertThat(closed.status()).isEqualTo(404);
            assertThat(closed.text("detail")).isEqualTo("There is no picture with this SHA-256.");
        }
        for (String closed : List.of(
                sheet,
                address(),
                address() + "/review",
                address() + "/checklist",
                address() + "/comments",
                address() + "/bundle",
                "/api/v1/characters/ava/production/miniature/file",
                "/api/v1/stacks/" + java.util.UUID.randomUUID(),
                "/api/v1/generations/" + java.util.UUID.randomUUID())) {
            assertThat(get(closed, tokenOf(mara, Set.of(TokenScope.READ, TokenScope.RELEASE_READ), bea))
                            .status())
                    .as(closed)
                    .isEqualTo(404);
        }
    }

    @Test
    @Tag("attack")
    void noProgramHasASheetMadeForMoney() throws Exception {
        people.signIn(people.admin("Ada"));
        fal.connect(FakeFal.KEY);

        Reply refused = post(address() + "/sheets", "{\"backend\":\"fal-flux-lora\"}");

        assertThat(refused.status()).as(refused.response().body()).isEqualTo(403);
        assertThat(refused.text("detail")).contains("charges for pictures");
        assertThat(get("/api/v1/characters/ava/sheets").items("id")).isEmpty();
    }

    @Test
    @Tag("attack")
    void aLimitedTokenSeesSheetsReviewsAndRecallsOfItsCharactersOnly() throws Exception {
        String sheet = post(address() + "/sheets", "{\"backend\":\"told\"}").header("Location");
        CharacterId bea = characterWithAPicture("Bea", "sks woman");
        take();
        recall();
        token = tokenOf(mara, Set.of(TokenScope.READ, TokenScope.RELEASE_READ, TokenScope.TRAIN), bea);

        for (String closed : List.of(sheet, "/api/v1/characters/ava/sheets", address() + "/recall")) {
            assertThat(get(closed).status()).as(closed).isEqualTo(404);
        }
        assertThat(post(address() + "/sheets", "{\"backend\":\"told\"}").status())
                .isEqualTo(404);
        assertThat(get("/api/v1/images/" + "0".repeat(64)).status()).isEqualTo(404);
        assertThat(get("/api/v1/reviews").items("need")).isEmpty();
        assertThat(get("/api/v1/recalls").items("fileName")).isEmpty();
        token = tokenOf(mara, Set.of(TokenScope.READ, TokenScope.RELEASE_READ), ava);
        assertThat(get("/api/v1/reviews").items("need")).hasSize(1);
        assertThat(get("/api/v1/recalls").items("fileName")).hasSize(1);
    }

    @Test
    @Tag("attack")
    void whatIsInProductionIsListedForTheCharactersOfTheToken() throws Exception {
        CharacterId bea = characterWithAPicture("Bea", "sks woman");
        VersionId hers = versions.ofRun(stories.finished(bea, 10, 1e-4).run())
                .orElseThrow()
                .id();
        for (VersionId each : List.of(version, hers)) {
            new Approval(people, versions, reviews, checklist).of(each, mara);
        }
        String both = "/api/v1/versions?version=" + version.value() + "&version=" + hers.value() + "&version="
                + UUID.randomUUID();

        Reply first = get("/api/v1/production?limit=1");
        assertThat(first.items("characterSlug")).containsExactly("ava");
        assertThat(first.items("id")).containsExactly(version.value().toString());
        Reply rest = get("/api/v1/production?limit=1&cursor=" + first.text("next"));
        assertThat(rest.items("characterSlug")).containsExactly("bea");
        assertThat(rest.body().path("next").isNull()).isTrue();
        String model = first.items("baseModel").getFirst();
        assertThat(get("/api/v1/production?model=" + model).items("characterName"))
                .containsExactly("Ava", "Bea");
        assertThat(get("/api/v1/production?model=nonsense").text("field")).isEqualTo("model");
        assertThat(get(both).items("state")).containsExactly("APPROVED", "APPROVED");
        String tooMany = IntStream.rangeClosed(0, 100)
                .mapToObj(one -> "version=" + UUID.randomUUID())
                .collect(Collectors.joining("&"));
        assertThat(get("/api/v1/versions?" + tooMany).status()).isEqualTo(400);

        token = tokenOf(mara, Set.of(TokenScope.READ), bea);
        assertThat(get("/api/v1/production").items("characterSlug")).containsExactly("bea");
        assertThat(get(both).items("id")).containsExactly(hers.value().toString());
        token = tokenOf(mara, Set.of(TokenScope.WRITE));
        assertThat(get("/api/v1/production").status()).isEqualTo(403);
        assertThat(get(both).status()).isEqualTo(403);
    }

    @Test
    void whatAwaitsReviewIsListedWithWhomItAwaits() throws Exception {
        Reply own = get("/api/v1/reviews");
        assertThat(own.items("need")).containsExactly("FOR_MY_SUBMISSION");
        JsonNode line = own.body().at("/items/0");
        assertThat(line.at("/version/id").asString()).isEqualTo(version.value().toString());
        assertThat(line.path("askedBy").isNull()).isTrue();
        assertThat(line.path("page").asString()).contains(version.value().toString());
        assertThat(get("/api/v1/reviews?need=FOR_MY_SIGNATURE").items("need")).isEmpty();
        stories.finished(ava, 10, 2e-4);
        Reply part = get("/api/v1/reviews?limit=1");
        Reply rest = get("/api/v1/reviews?limit=1&cursor=" + part.text("next"));
        assertThat(List.of(part, rest))
                .flatExtracting(reply -> reply.items("need"))
                .containsExactly("FOR_MY_SUBMISSION", "FOR_MY_SUBMISSION");
        assertThat(rest.body().path("next").isNull()).isTrue();

        String other = tokenOf(people.member("Jon"), Set.of(TokenScope.READ));
        assertThat(get("/api/v1/reviews", other).items("need")).containsExactly("NOT_ASKED", "NOT_ASKED");
    }

    @Test
    void whatPeopleDecidedIsListed() throws Exception {
        new Approval(people, versions, reviews, checklist).of(version, mara);

        Reply decisions = get("/api/v1/decisions");

        assertThat(decisions.items("action")).containsExactlyInAnyOrder("APPROVE", "SIGN_OFF");
        assertThat(decisions.items("by")).containsExactlyInAnyOrder("Ines", "Jon");
        assertThat(decisions.body().at("/items/0/version/state").asString()).isEqualTo("APPROVED");
        assertThat(get("/api/v1/decisions?limit=1").items("action")).hasSize(1);
        assertThat(get("/api/v1/decisions", tokenOf(mara, Set.of(TokenScope.READ), ava))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whatWasFetchedAndRecalledIsListedWithTheReason() throws Exception {
        assertThat(get(address() + "/recall").body().path("recalled").asBoolean(true))
                .isFalse();
        assertThat(get("/api/v1/recalls").items("fileName")).isEmpty();
        take();

        recall();

        Reply files = get("/api/v1/recalls");
        assertThat(files.items("version")).containsExactly(version.value().toString());
        assertThat(files.items("reason")).singleElement().asString().contains("A photo was not ours.");
        Reply read = get(address() + "/recall");
        assertThat(read.body().path("recalled").asBoolean()).isTrue();
        assertThat(read.text("reason")).isEqualTo("A photo was not ours.");
        assertThat(read.text("by")).isEqualTo("Ines");
        assertThat(read.text("words")).contains("cannot be downloaded");
        String other = tokenOf(people.member("Jon"), Set.of(TokenScope.RELEASE_READ));
        assertThat(get("/api/v1/recalls", other).items("fileName")).isEmpty();
    }

    private void take() {
        people.signIn(mara);
        assertThat(downloads.download(version)).isInstanceOf(VersionDownloadService.Answer.File.class);
    }

    private void recall() throws Exception {
        SnapshotId snapshot = new SnapshotId(
                get("/api/v1/characters/ava/snapshots").items("id").getFirst());
        SignedInPerson ines = people.signIn(people.admin("Ines"));
        recalls.recall(snapshot, "A photo was not ours.", people.proofOf(ines.accountId()));
    }
}
