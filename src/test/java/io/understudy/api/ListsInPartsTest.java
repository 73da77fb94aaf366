package io.understudy.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.identity.access.TokenScope;
import io.understudy.lora.Strength;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackDraft;
import io.understudy.prompts.stacks.StackId;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackService;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.library.TemplateService;
import io.understudy.training.queue.RunFixtures;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.checklist.ChecklistService;
import io.understudy.versions.review.ReviewService;
import io.understudy.versions.sheets.SheetService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is added or removed between two parts of a list repeats no item and hides none. */
class ListsInPartsTest extends ApiTest {
    @Autowired
    RunFixtures stories;

    @Autowired
    DatasetService datasets;

    @Autowired
    StackService stacks;

    @Autowired
    TemplateService templates;

    @Autowired
    SheetService sheets;

    @Autowired
    VersionService versions;

    @Autowired
    ReviewService reviews;

    @Autowired
    ChecklistService checklist;

    @BeforeEach
    void nothingRuns() {
        stories.forget();
    }

    @Test
    void charactersByName() throws Exception {
        character("Bea", "sks woman");
        character("dora", "zwx woman");
        character("Fay", "qrx woman");
        character("Hana", "vrx woman");

        Reply first = get("/api/v1/characters?limit=2");
        assertThat(first.items("name")).containsExactly("Bea", "dora");
        character("Ava", "ohwx woman");
        characters.archive(characters.bySlug("bea").id());
        character("Eve", "zkvq woman");
        assertThat(get("/api/v1/characters?limit=9&cursor=" + first.text("next"))
                        .items("name"))
                .containsExactly("Eve", "Fay", "Hana");
    }

    @Test
    void picturesInTheirOrder() throws Exception {
        CharacterId ava = character("Ava", "ohwx woman");
        for (int photo = 1; photo <= 4; photo++) {
            upload("/api/v1/characters/ava/pictures?fileName=" + photo + ".jpg", TestPhotos.jpeg(1_024, 1_024, photo));
        }
        Reply first = get("/api/v1/characters/ava/pictures?limit=2");
        assertThat(first.items("fileName")).containsExactly("1.jpg", "2.jpg");

        people.signIn(mara);
        datasets.remove(first.items("id").stream()
                .map(id -> new PictureId(UUID.fromString(id)))
                .toList());
        assertThat(get("/api/v1/characters/ava/pictures?limit=1&cursor=" + first.text("next"))
                        .items("fileName"))
                .containsExactly("3.jpg");
        assertThat(datasets.pictureCount(ava)).isEqualTo(2);
    }

    @Test
    void snapshotsVersionsAndSheetsTheNewestFirst() throws Exception {
        CharacterId ava = characterWithAPicture("Ava", "ohwx woman");
        for (int number = 1; number <= 3; number++) {
            VersionId version = versions.ofRun(
                            stories.finished(ava, 10, number * 1e-4).run())
                    .orElseThrow()
                    .id();
            people.signIn(mara);
            sheets.forUploads(version);
            clock.advance(Duration.ofSeconds(1));
            upload(
                    "/api/v1/characters/ava/pictures?fileName=" + number + "x.jpg",
                    TestPhotos.jpeg(1_024, 1_024, 10 + number));
            post("/api/v1/characters/ava/snapshots", "{\"fewerPicturesConfirmed\":true}");
        }

        for (String list : List.of("snapshots", "versions", "sheets")) {
            String address = "/api/v1/characters/ava/" + list;
            List<String> all = get(address).items("id");
            assertThat(all).as(list).hasSizeGreaterThanOrEqualTo(3);
            assertThat(inPartsOf(1, address + "?")).as(list).isEqualTo(all);
        }
        Reply versionsNow = get("/api/v1/characters/ava/versions?limit=1");
        stories.finished(ava, 10, 9e-4);
        assertThat(get("/api/v1/characters/ava/versions?limit=1&cursor=" + versionsNow.text("next"))
                        .items("number"))
                .containsExactly("2");
    }

    @Test
    void stacksInEachOrder() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");
        VersionId version = versions.ofRun(
                        stories.finished(characters.bySlug("ava").id(), 10, 1e-4)
                                .run())
                .orElseThrow()
                .id();
        people.signIn(mara);
        List<StackId> made = new ArrayList<>();
        for (String name : List.of("Charm", "anchor", "Bloom")) {
            made.add(stacks.create(new StackDraft(
                            name,
                            "",
                            new StackPlan(List.of(new StackPlan.Layer(
                                    StackRole.CHARACTER, Strength.of(0.9), new LoraRef.Version(version))))))
                    .id());
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(inPartsOf(1, "/api/v1/stacks?order=NAME&")).isEqualTo(ids(made, 1, 2, 0));
        assertThat(inPartsOf(2, "/api/v1/stacks?order=OLDEST&")).isEqualTo(ids(made, 0, 1, 2));
        Reply newest = get("/api/v1/stacks?limit=1");
        people.signIn(mara);
        stacks.delete(made.get(2), stacks.get(made.get(2)).rowVersion());
        assertThat(get("/api/v1/stacks?limit=9&cursor=" + newest.text("next")).items("id"))
                .isEqualTo(ids(made, 1, 0));
        assertThat(get("/api/v1/stacks?order=NAME&cursor=" + newest.text("next"))
                        .status())
                .isEqualTo(400);
    }

    private static List<String> ids(List<StackId> made, int... places) {
        List<String> ids = new ArrayList<>();
        for (int place : places) {
            ids.add(made.get(place).value().toString());
        }
        return ids;
    }

    @Test
    void templatesInEachOrder() throws Exception {
        people.signIn(mara);
        List<PromptId> made = new ArrayList<>();
        for (String name : List.of("Zebra pier", "alley pier", "Meadow pier")) {
            made.add(templates
                    .create(TemplateDraft.of(name, "[trigger], [scene]"), "")
                    .id());
            clock.advance(Duration.ofSeconds(1));
        }

        for (String sort : List.of("NAME", "CHANGED", "USED")) {
            String address = "/api/v1/prompts?text=pier&sort=" + sort;
            List<String> all = get(address).items("id");
            assertThat(all).as(sort).hasSize(3);
            assertThat(inPartsOf(1, address + "&")).as(sort).isEqualTo(all);
        }
        Reply first = get("/api/v1/prompts?text=pier&limit=1");
        people.signIn(mara);
        templates.create(TemplateDraft.of("Aaa pier", "[trigger], [scene]"), "");
        assertThat(get("/api/v1/prompts?text=pier&limit=9&cursor=" + first.text("next"))
                        .items("name"))
                .containsExactly("Meadow pier", "Zebra pier");
    }

    @Test
    @Tag("twice")
    void decisionsRunsAndLogs() throws Exception {
        CharacterId ava = characterWithAPicture("Ava", "ohwx woman");
        VersionId version = versions.ofRun(stories.finished(ava, 10, 1e-4).run())
                .orElseThrow()
                .id();
        long run = stories.finished(ava, 10, 2e-4).number();
        new Approval(people, versions, reviews, checklist).of(version, mara);

        assertThat(inPartsOf(1, "/api/v1/decisions?", "action")).containsExactlyInAnyOrder("APPROVE", "SIGN_OFF");
        assertThat(inPartsOf(1, "/api/v1/runs?", "number")).hasSize(2).doesNotHaveDuplicates();
        String log = "/api/v1/runs/" + run + "/log";
        assertThat(inPartsOf(1, log + "?", "position")).isEqualTo(get(log).items("position"));
    }

    @Test
    @Tag("attack")
    void aCursorOpensNoOtherList() throws Exception {
        character("Ava", "ohwx woman");
        character("Bea", "sks woman");
        String cursor = get("/api/v1/characters?limit=1").text("next");
        String admins = tokenOf(people.admin("Ines"), Set.of(TokenScope.AUDIT));

        for (String list : List.of(
                "/api/v1/characters?text=a&",
                "/api/v1/characters/ava/pictures?",
                "/api/v1/characters/ava/snapshots?",
                "/api/v1/characters/ava/versions?",
                "/api/v1/characters/ava/sheets?",
                "/api/v1/runs?",
                "/api/v1/decisions?",
                "/api/v1/reviews?",
                "/api/v1/prompts?",
                "/api/v1/stacks?",
                "/api/v1/generations?")) {
            Reply refused = get(list + "cursor=" + cursor);
            assertThat(refused.status()).as(list).isEqualTo(400);
            assertThat(refused.text("field")).isEqualTo("cursor");
        }
        assertThat(get("/api/v1/audit?cursor=" + cursor, admins).status()).isEqualTo(400);
        assertThat(get("/api/v1/characters?cursor=A" + cursor.substring(1)).status())
                .isIn(200, 400);
        assertThat(get("/api/v1/characters?cursor=" + cursor.substring(1)).status())
                .isEqualTo(400);
    }

    private List<String> inPartsOf(int limit, String address) throws Exception {
        return inPartsOf(limit, address, "id");
    }

    private List<String> inPartsOf(int limit, String address, String property) throws Exception {
        List<String> all = new ArrayList<>();
        Reply part = get(address + "limit=" + limit);
        for (int parts = 0; parts < 50; parts++) {
            assertThat(part.status()).as(part.response().body()).isEqualTo(200);
            all.addAll(part.items(property));
            if (part.body().path("next").isNull()) {
                return all;
            }
            part = get(address + "limit=" + limit + "&cursor=" + part.text("next"));
        }
        throw new AssertionError("This list has no end: " + address);
    }
}
