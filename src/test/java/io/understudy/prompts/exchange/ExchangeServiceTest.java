package io.understudy.prompts.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.identity.People;
import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.exchange.ExchangeFormat;
import io.understudy.prompting.exchange.SourceFile;
import io.understudy.prompting.guide.PromptSlot;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompting.language.PromptVariable;
import io.understudy.prompts.templates.TemplateCard;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateFilter;
import io.understudy.prompts.templates.TemplateLora;
import io.understudy.prompts.templates.TemplateSettings;
import io.understudy.prompts.templates.TemplateSort;
import io.understudy.prompts.templates.library.TemplateListService;
import io.understudy.prompts.templates.library.TemplateMetadataService;
import io.understudy.prompts.templates.library.TemplateService;
import io.understudy.prompts.templates.snippets.Snippet;
import io.understudy.prompts.templates.snippets.SnippetService;
import io.understudy.support.StudioTest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Pageable;

@StudioTest
class ExchangeServiceTest {
    @Autowired
    ExchangeService exchange;

    @Autowired
    TemplateService templates;

    @Autowired
    TemplateListService lists;

    @Autowired
    TemplateMetadataService marks;

    @Autowired
    SnippetService snippets;

    @Autowired
    CharacterService characters;

    @Autowired
    People people;

    private CharacterId ava;

    @BeforeEach
    void signIn() {
        people.signIn(people.member("Mara"));
        ava = characters
                .create(CharacterDraft.of("Ava", "woman", "ohwx woman", ""), null)
                .id();
    }

    @Test
    void anExportComesBackWhole() {
        Snippet fog = snippets.create("fog", "{thin|thick} fog");
        Snippet rim = snippets.create("rim", "rim light, {@fog}");
        TemplateDraft draft = TemplateDraft.of("Coat", "[trigger] [subject] in {coat}, [scene], {@rim}")
                .saying(Map.of(PromptSlot.SCENE, "at the pier"))
                .with(List.of(new PromptVariable("coat", "parka", List.of("parka", "poncho"))))
                .with(new TemplateSettings(
                        ava,
                        List.of(
                                TemplateLora.ofTheCharacter(Strength.of(0.85)),
                                new TemplateLora(StackRole.STYLE, "grain", Strength.of(0.4))),
                        3.5,
                        28,
                        1024,
                        1344,
                        42L));
        TemplateDetails coat = templates.create(draft, "");
        marks.tag(coat.id(), List.of("outdoor"));
        byte[] file = bytes(
                exchange.write(ExchangeFormat.JSON, TemplateFilter.of("{coat}")).text());
        templates.delete(coat.id());
        snippets.delete(rim.id());
        snippets.delete(fog.id());

        ImportPlan plan = exchange.plan(file);
        int added = exchange.take(plan, plan.lines(), "team.json");

        assertThat(plan.snippets()).containsOnlyKeys("rim", "fog");
        assertThat(plan.lines())
                .singleElement()
                .returns(null, ImportLine::problem)
                .returns(false, ImportLine::known);
        assertThat(added).isEqualTo(1);
        TemplateCard taken = lists.page(TemplateFilter.of("{coat}"), TemplateSort.NAME, Pageable.ofSize(5))
                .getContent()
                .getFirst();
        assertThat(taken.details().draft()).isEqualTo(draft);
        assertThat(taken.marks().tags()).containsExactly("outdoor");
    }

    @Test
    void aTriggerWordThatIsKnownBindsTheCharacter() {
        ImportPlan plan = exchange.plan(bytes("OHWX woman at the pier\nSteps: 20, Seed: 5, Size: 1024x1024"));

        assertThat(plan.format()).isEqualTo(ExchangeFormat.A1111_TEXT);
        assertThat(plan.lines()).singleElement().satisfies(line -> {
            assertThat(line.draft().text()).isEqualTo("[trigger] at the pier");
            assertThat(line.draft().settings().character()).isEqualTo(ava);
            assertThat(line.draft().settings().seed()).isEqualTo(5);
        });
    }

    @Test
    void ofVeryManyLossesOfTemplatesOfOneNameTheLastAreCounted() {
        String preset = "{\"name\": \"Same\", \"prompt\": \"{prompt}, rain\", \"negative_prompt\": \"blur\"}";

        ImportPlan plan = exchange.plan(bytes("[" + String.join(",", Collections.nCopies(102, preset)) + "]"));

        assertThat(plan.lines())
                .hasSize(102)
                .allSatisfy(
                        line -> assertThat(line.losses()).hasSize(101).last().isEqualTo("And 2 more."));
    }

    @Test
    void whatCannotBeTakenSaysWhyAndTheRestIsTaken() {
        templates.create(TemplateDraft.of("Known", "[trigger], x"), "");
        ImportPlan plan = exchange.plan(bytes("""
                name,text,settings
                Good,"[trigger], rain",
                Known,"[trigger], rain",
                Bad,a photo of [trigger],
                Far,"[trigger], rain","{""trigger"": ""zkvq man"", ""steps"": 9000}"
                """));

        assertThat(plan.lines()).extracting(ImportLine::canBeTaken).containsExactly(true, true, false, false);
        assertThat(plan.lines().get(1).known()).isTrue();
        assertThat(plan.lines().get(2).problem()).contains("does not activate");
        assertThat(plan.lines().get(3).problem()).contains("Steps");
        assertThat(plan.lines().get(3).losses())
                .anySatisfy(loss -> assertThat(loss).contains("zkvq man"));
        assertThatThrownBy(() -> exchange.take(plan, plan.lines(), "x.csv"))
                .isInstanceOf(DomainException.RuleViolation.class);
        assertThat(exchange.take(plan, plan.lines().subList(0, 1), "x.csv")).isEqualTo(1);
    }

    @Test
    void aSnippetThatSaysSomethingElseHereStaysOurs() {
        snippets.create("fog", "our fog");

        ImportPlan plan = exchange.plan(bytes("""
                {"understudy-prompt-templates": 1, "snippets": {"fog": "their fog"},
                 "templates": [{"name": "Fog", "text": "[trigger], {@fog}", "rating": 5}]}"""));

        assertThat(plan.snippets()).isEmpty();
        assertThat(plan.losses()).anySatisfy(loss -> assertThat(loss).contains("those are used"));
        assertThat(plan.lines().getFirst().losses())
                .anySatisfy(loss -> assertThat(loss).contains("rating"));
    }

    @Test
    void wildcardListsBecomeSnippetsThatPromptsName() {
        snippets.create("hats", "{our hat|our cap}");

        ImportPlan plan = exchange.plan(List.of(
                new SourceFile("prompt.txt", bytes("OHWX woman in a __hats__ and {2$$__clothing/coats__}")),
                new SourceFile("hats.txt", bytes("cap\nberet\nstraw hat")),
                new SourceFile("clothing.yaml", bytes("clothing:\n  coats: [parka, poncho, {a: b}]"))));

        assertThat(plan.snippets()).containsOnlyKeys("clothing-coats");
        assertThat(plan.losses())
                .anySatisfy(loss -> assertThat(loss).contains("{@hats} has other words here"))
                .anySatisfy(loss -> assertThat(loss).contains("no text"));
        assertThat(plan.lines()).singleElement().returns(null, ImportLine::problem);
        assertThat(exchange.take(plan, plan.lines(), "prompt.txt")).isEqualTo(1);
        assertThat(snippets.all())
                .extracting(Snippet::text)
                .containsExactlyInAnyOrder("{our hat|our cap}", "{parka|poncho}");
        assertThat(exchange.plan(List.of(new SourceFile("clothing.yaml", bytes("clothing:\n  coats: [parka, poncho]"))))
                        .losses())
                .isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
