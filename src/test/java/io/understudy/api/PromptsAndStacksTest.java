package io.understudy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.understudy.characters.CharacterId;
import io.understudy.identity.access.TokenScope;
import io.understudy.lora.Strength;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompting.language.PromptVariable;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackDraft;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackService;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateSettings;
import io.understudy.prompts.templates.library.TemplateService;
import io.understudy.training.queue.RunFixtures;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class PromptsAndStacksTest extends ApiTest {
    @Autowired
    TemplateService templates;

    @Autowired
    StackService stacks;

    @Autowired
    VersionService versions;

    @Autowired
    RunFixtures stories;

    @Autowired
    JdbcClient jdbc;

    @Test
    void aTemplateIsFoundReadAndFilledWithACharacter() throws Exception {
        character("Ava", "ohwx woman");
        String pier = address(TemplateDraft.of("Pier at night", "[trigger] [subject], [scene], in {outfit}")
                .with(List.of(new PromptVariable("outfit", "a red coat", List.of()))));

        Reply listed = get("/api/v1/prompts?text=pier");
        assertThat(listed.items("name")).containsExactly("Pier at night");
        Reply read = get(pier);
        assertThat(read.body()).isEqualTo(listed.body().at("/items/0"));
        assertThat(read.body().at("/variables/0/usual").asString()).isEqualTo("a red coat");
        assertThat(read.body().path("version").asInt()).isEqualTo(1);
        assertThat(read.body().path("character").isNull()).isTrue();

        Reply filled = post(pier + "/fill?character=ava", "{\"scene\":\"feeding gulls\"}");
        assertThat(filled.status()).as(filled.response().body()).isEqualTo(200);
        assertThat(filled.text("prompt")).isEqualTo("ohwx woman, feeding gulls, in a red coat");
        assertThat(filled.body().path("steps").asInt()).isEqualTo(28);
        assertThat(filled.body().path("notes").valueStream().map(JsonNode::asString))
                .contains("Ava has no LoRA in production yet, so the prompt goes without one.");
        assertThat(post(pier + "/fill", "{\"variables\":{\"outfit\":\"a scarf\"}}")
                        .text("prompt"))
                .endsWith("in a scarf");
    }

    @Test
    void whatCannotBeFilledIsAProblem() throws Exception {
        String pier = address(TemplateDraft.of("Pier at night", "[trigger], [scene]"));

        assertThat(post(pier + "/fill?character=nobody", "{}").status()).isEqualTo(404);
        assertThat(post("/api/v1/prompts/" + UUID.randomUUID() + "/fill", "{}").status())
                .isEqualTo(404);
        Reply tooLong = post(pier + "/fill", "{\"scene\":\"" + "x".repeat(501) + "\"}");
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.text("field")).isEqualTo("scene");
        assertThat(post(pier + "/fill", "{\"trigger\":\"x\"}").text("field")).isEqualTo("trigger");
    }

    @Test
    void aTemplateIsAddedAndChangedAsItWasRead() throws Exception {
        character("Ava", "ohwx woman");
        Reply added = post("/api/v1/prompts", """
                {"name":"Pier at night","text":"[trigger] [subject], [scene], in {outfit}","words":{"scene":"on a pier"},
                 "variables":[{"name":"outfit","usual":"a red coat"}],
                 "loras":[{"role":"CHARACTER","strength":0.9}],"width":1024,"height":768}""", "Idempotency-Key", "p-1");
        assertThat(added.status()).as(added.response().body()).isEqualTo(201);
        String pier = added.header("Location");
        Reply read = get(pier);
        assertThat(read.body()).isEqualTo(added.body());
        assertThat(read.header("ETag")).isEqualTo(added.header("ETag"));
        assertThat(read.body().at("/words/scene").asString()).isEqualTo("on a pier");
        assertThat(read.body().at("/variables/0/usual").asString()).isEqualTo("a red coat");
        assertThat(read.body().at("/loras/0/strength").asDouble()).isEqualTo(0.9);
        assertThat(read.body().path("height").asInt()).isEqualTo(768);
        assertThat(read.body().path("version").asInt()).isEqualTo(1);
        assertThat(read.body().path("steps").isNull()).isTrue();

        String change = template("Pier at dawn", "ava");
        assertThat(put(pier, change).status()).isEqualTo(428);
        assertThat(put(pier, change, "If-Match", read.header("ETag")).text("field"))
                .isEqualTo("message");
        String explained = with(change, "\"message\":\"Another light\"");
        Reply changed = put(pier, explained, "If-Match", read.header("ETag"));
        assertThat(changed.status()).as(changed.response().body()).isEqualTo(200);
        assertThat(changed.text("name")).isEqualTo("Pier at dawn");
        assertThat(changed.body().path("variables")).isEmpty();
        assertThat(changed.text("character"))
                .isEqualTo(characters.bySlug("ava").id().value().toString());
        assertThat(changed.text("characterSlug")).isEqualTo("ava");
        assertThat(changed.body().path("version").asInt()).isEqualTo(2);
        assertThat(put(pier, explained, "If-Match", read.header("ETag")).status())
                .isEqualTo(412);
        Reply same = put(pier, explained, "If-Match", changed.header("ETag"));
        assertThat(same.body().path("version").asInt()).as("it says the same").isEqualTo(2);
        assertThat(verbs()).contains("prompt.created", "prompt.changed");
    }

    @Test
    void whatIsReadOfATemplateCanBeSentBack() throws Exception {
        character("Ava", "ohwx woman");
        Reply read = post("/api/v1/prompts", """
                {"name":"Pier","text":"[trigger] [subject], [scene], in {outfit}","words":{"scene":"on a pier"},
                 "variables":[{"name":"outfit","usual":"a red coat","suggestions":["a scarf"]}],
                 "characterSlug":"ava","loras":[{"role":"CHARACTER","strength":0.9}],"guidance":3.5}""");
        assertThat(read.status()).as(read.response().body()).isEqualTo(201);
        assertThat(get("/api/v1/prompts?character=ava").items("characterSlug")).containsExactly("ava");

        ObjectNode change = (ObjectNode) read.body().deepCopy();
        change.remove(List.of(
                "id",
                "character",
                "version",
                "production",
                "tags",
                "uses",
                "forkOf",
                "createdBy",
                "createdAt",
                "changedBy",
                "changedAt"));
        Reply same = put(read.header("Location"), change.toString(), "If-Match", read.header("ETag"));

        assertThat(same.status()).as(same.response().body()).isEqualTo(200);
        assertThat(same.body()).as("it says the same").isEqualTo(read.body());
    }

    @Test
    void whatATemplateCannotHaveIsNamed() throws Exception {
        character("Ava", "ohwx woman");
        String pier = template("Pier", "ava");

        for (Map.Entry<String, String> wrong : Map.of(
                        "name", template(" ", "ava"),
                        "characterSlug", template("Pier", "nobody"),
                        "text", pier.replace("[scene]", "x".repeat(2_001)),
                        "words.scene", with(pier, "\"words\":{\"scene\":\"" + "x".repeat(501) + "\"}"),
                        "loras", with(pier, "\"loras\":[{\"role\":\"STYLE\",\"strength\":3}]"))
                .entrySet()) {
            Reply refused = post("/api/v1/prompts", wrong.getValue());
            assertThat(refused.status()).as(wrong.getKey()).isEqualTo(422);
            assertThat(refused.text("field")).isEqualTo(wrong.getKey());
        }
        for (String nameless : List.of("", ",\"file\":\" \"")) {
            String loras = "\"loras\":[{\"role\":\"STYLE\",\"strength\":0.5" + nameless + "}]";
            Reply refused = post("/api/v1/prompts", with(pier, loras));
            assertThat(refused.status()).as(nameless).isEqualTo(422);
            assertThat(refused.text("field")).as(nameless).isEqualTo("loras");
            assertThat(refused.text("detail")).endsWith("name the file.");
        }
        Reply high = post("/api/v1/prompts", with(pier, "\"guidance\":36"));
        assertThat(high.status()).isEqualTo(422);
        assertThat(high.text("detail")).startsWith("Guidance is from 0 to 35");
        assertThat(high.body().has("field")).isFalse();
        assertThat(get("/api/v1/prompts?character=ava").items("id")).isEmpty();
    }

    private static String template(String name, String character) {
        return "{\"name\":\"%s\",\"text\":\"[trigger], [scene]\",\"characterSlug\":\"%s\"}".formatted(name, character);
    }

    private static String with(String object, String property) {
        return object.substring(0, object.length() - 1) + "," + property + "}";
    }

    @Test
    void templatesComeInParts() throws Exception {
        people.signIn(mara);
        for (String name : List.of("Pier at dawn", "Pier at night", "Pier at noon")) {
            templates.create(TemplateDraft.of(name, "[trigger], [scene]"), "");
        }

        Reply first = get("/api/v1/prompts?text=pier&limit=2");
        Reply rest = get("/api/v1/prompts?text=pier&limit=2&cursor=" + first.text("next"));

        assertThat(first.items("name")).containsExactly("Pier at dawn", "Pier at night");
        assertThat(rest.items("name")).containsExactly("Pier at noon");
        assertThat(rest.body().path("next").isNull()).isTrue();
    }

    @Test
    @Tag("attack")
    void aLimitedTokenReadsTemplatesOfItsCharactersOnly() throws Exception {
        CharacterId ava = character("Ava", "ohwx woman");
        CharacterId bea = character("Bea", "sks woman");
        String mine = address(written(ava));
        String hers = address(written(bea));
        String general = address(TemplateDraft.of("Pier", "[trigger], [scene]"));
        token = tokenOf(mara, Set.of(TokenScope.READ), ava);

        assertThat(get("/api/v1/prompts").status()).isEqualTo(403);
        assertThat(get("/api/v1/prompts?character=ava").items("id")).containsExactly(id(mine));
        assertThat(get(mine).status()).isEqualTo(200);
        for (String filled : List.of("/fill", "/fill?character=ava")) {
            assertThat(post(mine + filled, "{}").status()).as(filled).isEqualTo(200);
        }
        for (String closed : List.of("/api/v1/prompts?character=bea", hers, general)) {
            assertThat(get(closed).status()).as(closed).isEqualTo(404);
        }
        for (String closed : List.of(
                mine + "/fill?character=bea",
                mine + "/fill?character=ava&character=bea",
                hers + "/fill?character=ava",
                general + "/fill?character=ava")) {
            Reply refused = post(closed, "{}");
            assertThat(refused.status()).as(closed).isEqualTo(404);
            assertThat(refused.text("detail")).startsWith("Among the characters of this token");
        }
    }

    @Test
    @Tag("attack")
    void aLimitedTokenChangesTemplatesOfItsCharactersOnlyAndKeepsThemTheirs() throws Exception {
        CharacterId ava = character("Ava", "ohwx woman");
        String mine = address(written(ava));
        String hers = address(written(character("Bea", "sks woman")));
        token = tokenOf(mara, Set.of(TokenScope.READ), ava);
        String change = with(template("Pier", "ava"), "\"message\":\"Another place\"");
        assertThat(put(mine, change, "If-Match", "*").status())
                .as("it reads only")
                .isEqualTo(403);
        token = tokenOf(mara, Set.of(TokenScope.READ, TokenScope.WRITE), ava);

        assertThat(put(mine, change, "If-Match", "*").status()).isEqualTo(200);
        assertThat(put(hers, change, "If-Match", "*").status()).isEqualTo(404);
        assertThat(post("/api/v1/prompts", change).status()).isEqualTo(403);
        for (String away : List.of("\"bea\"", "\"nobody\"", "null")) {
            Reply refused = put(mine, change.replace("\"ava\"", away), "If-Match", "*");
            assertThat(refused.status()).as(away).isEqualTo(403);
            assertThat(refused.text("detail")).isEqualTo("This token writes templates for its characters only.");
        }
        assertThat(get(mine).body().path("version").asInt()).isEqualTo(2);
    }

    @Test
    void stacksAreListedAndReadWithWhatIsKnownAboutThem() throws Exception {
        stories.forget();
        CharacterId ava = characterWithAPicture("Ava", "ohwx woman");
        VersionId version = versions.ofRun(stories.finished(ava, 10, 1e-4).run())
                .orElseThrow()
                .id();
        stacks.create(new StackDraft(
                "Ava on film",
                "soft",
                new StackPlan(List.of(
                        new StackPlan.Layer(StackRole.CHARACTER, Strength.of(0.9), new LoraRef.Version(version)),
                        new StackPlan.Layer(StackRole.STYLE, Strength.of(0.5))))));

        Reply listed = get("/api/v1/stacks?text=film");
        assertThat(listed.items("name")).containsExactly("Ava on film");
        Reply read = get("/api/v1/stacks/" + listed.items("id").getFirst());

        assertThat(read.body()).isEqualTo(listed.body().at("/items/0"));
        assertThat(read.body().path("total").asDouble()).isCloseTo(1.4, within(1e-9));
        assertThat(read.text("verdict")).startsWith("Total 1.4");
        assertThat(read.body().at("/layers/0/version").asString())
                .isEqualTo(version.value().toString());
        assertThat(read.body().at("/layers/0/fileName").asString()).isEqualTo("ava_v1_10steps.safetensors");
        assertThat(read.body().at("/layers/0/standing").asString()).isEqualTo("NOT_APPROVED");
        assertThat(read.body().at("/layers/1/lora").isNull()).isTrue();
        assertThat(read.body()
                        .path("remarks")
                        .valueStream()
                        .map(remark -> remark.path("words").asString()))
                .anyMatch(words -> words.contains("is not approved for production yet."));
        assertThat(get("/api/v1/stacks?text=nowhere").items("id")).isEmpty();
        assertThat(get("/api/v1/stacks/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(get("/api/v1/stacks", tokenOf(mara, Set.of(TokenScope.READ), ava))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aStackIsSavedChangedDeletedAndRestoredAsItWasRead() throws Exception {
        String lora = "v-" + version().value();

        Reply saved = post("/api/v1/stacks", stack("Ava in print", lora), "Idempotency-Key", "s-1");
        assertThat(saved.status()).as(saved.response().body()).isEqualTo(201);
        String address = saved.header("Location");
        assertThat(post("/api/v1/stacks", stack("Ava in print", lora), "Idempotency-Key", "s-1")
                        .text("id"))
                .isEqualTo(saved.text("id"));
        assertThat(get("/api/v1/stacks").items("name")).containsExactly("Ava in print");
        Reply read = get(address);
        assertThat(read.body()).isEqualTo(saved.body());
        assertThat(read.header("ETag")).isEqualTo(saved.header("ETag"));
        assertThat(read.body().at("/layers/0/lora").asString()).isEqualTo(lora);
        assertThat(read.body().at("/layers/1/lora").isNull()).isTrue();

        String film = stack("Ava on film", lora);
        assertThat(put(address, film).status()).isEqualTo(428);
        Reply changed = put(address, film, "If-Match", read.header("ETag"));
        assertThat(changed.status()).as(changed.response().body()).isEqualTo(200);
        assertThat(changed.text("name")).isEqualTo("Ava on film");
        assertThat(changed.body().path("revision").asInt()).isEqualTo(2);
        assertThat(put(address, film, "If-Match", read.header("ETag")).status()).isEqualTo(412);

        assertThat(delete(address, read.header("ETag"))).isEqualTo(412);
        assertThat(delete(address, changed.header("ETag"))).isEqualTo(204);
        assertThat(get(address).status()).isEqualTo(404);
        assertThat(post(address + "/restore", "").text("name")).isEqualTo("Ava on film");
        assertThat(get("/api/v1/stacks").items("name")).containsExactly("Ava on film");
        assertThat(verbs()).contains("stack.saved", "stack.deleted", "stack.restored");
    }

    @Test
    void whatAStackCannotHaveIsNamed() throws Exception {
        Reply empty = post("/api/v1/stacks", "{\"name\":\"Empty\",\"layers\":[]}");
        assertThat(empty.status()).isEqualTo(400);
        assertThat(empty.text("field")).isEqualTo("layers");
        String none = "v-" + UUID.randomUUID();
        for (String wrong : List.of(
                stack("Film", none).replace("0.9", "2.1"), stack("Film", "ava"), stack("Film", "ava.safetensors"))) {
            Reply refused = post("/api/v1/stacks", wrong);
            assertThat(refused.status()).as(wrong).isEqualTo(422);
            assertThat(refused.text("field")).as(wrong).isEqualTo("layers");
        }
        assertThat(post("/api/v1/stacks", stack(" ", none)).text("field")).isEqualTo("name");
        assertThat(post("/api/v1/stacks", stack("Film", none)).text("detail")).contains("no longer exists");
        assertThat(get("/api/v1/stacks").items("id")).isEmpty();
    }

    @Test
    @Tag("attack")
    void onlyATokenThatWritesForAllCharactersKeepsStacks() throws Exception {
        VersionId version = version();
        String film = stack("Ava on film", "v-" + version.value());
        String address = post("/api/v1/stacks", film).header("Location");
        String all = token;
        CharacterId ava = characters.bySlug("ava").id();
        String limited = tokenOf(mara, Set.of(TokenScope.READ, TokenScope.WRITE), ava);
        for (String closed : List.of(tokenOf(mara, Set.of(TokenScope.READ, TokenScope.TRAIN)), limited)) {
            token = closed;
            int refused = closed.equals(limited) ? 404 : 403;
            assertThat(post("/api/v1/stacks", film).status()).isEqualTo(403);
            assertThat(put(address, film, "If-Match", "*").status()).isEqualTo(refused);
            assertThat(delete(address, "*")).isEqualTo(refused);
            assertThat(post(address + "/restore", "").status()).isEqualTo(refused);
        }
        token = all;
        assertThat(get(address).body().path("revision").asInt()).isEqualTo(1);
        assertThat(get("/api/v1/stacks").items("id")).hasSize(1);
    }

    /** A version of Ava's. */
    private VersionId version() throws Exception {
        stories.forget();
        CharacterId ava = characterWithAPicture("Ava", "ohwx woman");
        return versions.ofRun(stories.finished(ava, 10, 1e-4).run())
                .orElseThrow()
                .id();
    }

    private static String stack(String name, String lora) {
        return """
                {"name":"%s","note":"soft","layers":[{"role":"CHARACTER","strength":0.9,"lora":"%s"},
                 {"role":"STYLE","strength":0.5}]}""".formatted(name, lora);
    }

    private int delete(String address, String revision) throws Exception {
        return send(request(address, token).header("If-Match", revision).DELETE())
                .status();
    }

    private List<String> verbs() {
        return jdbc.sql("select verb from audit_row").query(String.class).list();
    }

    private TemplateDraft written(CharacterId character) {
        return TemplateDraft.of("For one", "[trigger], [scene]").with(TemplateSettings.NONE.forCharacter(character));
    }

    private String address(TemplateDraft draft) {
        people.signIn(mara);
        return "/api/v1/prompts/" + templates.create(draft, "").id().value();
    }

    private static String id(String address) {
        return address.substring(address.lastIndexOf('/') + 1);
    }
}
