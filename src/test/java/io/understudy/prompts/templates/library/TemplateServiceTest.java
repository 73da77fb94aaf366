package io.understudy.prompts.templates.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.identity.People;
import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import io.understudy.prompting.guide.PromptSlot;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompting.language.PromptVariable;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateFilter;
import io.understudy.prompts.templates.TemplateLora;
import io.understudy.prompts.templates.TemplateOrigin;
import io.understudy.prompts.templates.TemplateSettings;
import io.understudy.prompts.templates.TemplateSort;
import io.understudy.prompts.templates.filling.FillRequest;
import io.understudy.prompts.templates.filling.FillService;
import io.understudy.prompts.templates.filling.FilledTemplate;
import io.understudy.prompts.templates.snippets.Snippet;
import io.understudy.prompts.templates.snippets.SnippetService;
import io.understudy.support.StudioTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;

@StudioTest
class TemplateServiceTest {
    private static final TemplateDraft RAIN = TemplateDraft.of("Rain", "[trigger] [subject], [scene], [style]")
            .saying(Map.of(PromptSlot.SCENE, "in the rain", PromptSlot.STYLE, "film photo"));

    @Autowired
    TemplateService templates;

    @Autowired
    TemplateListService lists;

    @Autowired
    SnippetService snippets;

    @Autowired
    FillService filling;

    @Autowired
    CharacterService characters;

    @Autowired
    People people;

    @BeforeEach
    void signIn() {
        people.signIn(people.member("Mara"));
    }

    @Test
    void theGuidesExamplesAreThereFromTheStartAndGiveItsPromptsWordByWord() {
        CharacterId ava = character("Ava Lindqvist", "ohwx woman");

        assertThat(lists.page(TemplateFilter.of(""), TemplateSort.NAME, Pageable.ofSize(10))
                        .map(card -> filled(card.details(), ava)))
                .containsExactly(
                        "ohwx woman wearing elegant black dress, standing in modern apartment, golden hour lighting,"
                                + " full body shot, fashion photography",
                        "ohwx woman sitting at cafe, drinking coffee, candid shot, natural lighting, lifestyle"
                                + " photography, instagram style",
                        "ohwx woman, beautiful portrait, soft natural lighting, shallow depth of field, professional"
                                + " photography, 8k uhd");
    }

    @Test
    void theSubjectIsSaidOnceAndSaidAtAll() {
        TemplateDetails rain = templates.create(RAIN, "");

        assertThat(filled(rain, character("Ava", "OHWX Woman"))).isEqualTo("OHWX Woman, in the rain, film photo");
        assertThat(filled(rain, character("Ida", "zkvq"))).isEqualTo("zkvq woman, in the rain, film photo");
    }

    @Test
    void givenWordsGoInAndWhatIsMissingIsSaid() {
        CharacterId ava = character("Ava", "ohwx woman");
        TemplateDraft coat = TemplateDraft.of("Coat", "[trigger] in {coat}, holding {thing}, [scene]")
                .with(List.of(
                        new PromptVariable("coat", "a raincoat", List.of()),
                        new PromptVariable("thing", "", List.of())))
                .saying(Map.of(PromptSlot.SCENE, "at the pier"));

        FilledTemplate usual = filling.fill(coat, FillRequest.forCharacter(ava));
        FilledTemplate given = filling.fill(
                coat,
                new FillRequest(
                        ava, Map.of(PromptSlot.SCENE, "in town"), Map.of("coat", "a parka", "thing", "a map"), 0));

        assertThat(usual.prompt()).isEqualTo("ohwx woman in a raincoat, holding, at the pier");
        assertThat(usual.notes())
                .anySatisfy(note -> assertThat(note).contains("{thing}"))
                .anySatisfy(note -> assertThat(note).contains("no LoRA in production"));
        assertThat(given.prompt()).isEqualTo("ohwx woman in a parka, holding a map, in town");
    }

    @Test
    void everySaveIsAVersionWithItsMessage() {
        TemplateDetails rain = templates.create(RAIN, "");
        TemplateDetails heavy =
                templates.save(rain.id(), rain.rowVersion(), RAIN.named("Heavy rain"), "It was not enough rain");

        assertThat(heavy.number()).isEqualTo(2);
        assertThat(templates.save(rain.id(), heavy.rowVersion(), heavy.draft(), "nothing"))
                .as("a save that changes nothing")
                .isEqualTo(heavy);
        assertThatThrownBy(() -> templates.save(rain.id(), heavy.rowVersion(), RAIN, " "))
                .asInstanceOf(type(DomainException.RuleViolation.class))
                .returns("message", DomainException.RuleViolation::field);
        assertThat(templates.get(rain.id())).isEqualTo(heavy);
    }

    @Test
    void variablesAndSettingsAreKept() {
        CharacterId ava = character("Ava", "ohwx woman");
        TemplateDraft full = RAIN.with(
                        List.of(new PromptVariable("coat", "raincoat, yellow", List.of("parka", "none | at all"))))
                .with(new TemplateSettings(
                        ava,
                        List.of(
                                TemplateLora.ofTheCharacter(Strength.of(0.85)),
                                new TemplateLora(StackRole.STYLE, "film-grain_v3", Strength.of(0.5))),
                        3.5,
                        28,
                        1024,
                        1344,
                        42L));

        TemplateDetails made = templates.create(full, "");

        assertThat(templates.get(made.id()).draft()).isEqualTo(full);
    }

    @Test
    void aStaleSaveIsRefusedAndNamesWhoWasFaster() {
        TemplateDetails rain = templates.create(RAIN, "");
        people.signIn(people.member("Jon"));
        templates.save(rain.id(), rain.rowVersion(), RAIN.named("Heavy rain"), "heavier");
        people.signIn(people.member("Mara"));

        assertThatThrownBy(() -> templates.save(rain.id(), rain.rowVersion(), RAIN.named("Drizzle"), "lighter"))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("Jon");
        assertThat(templates.get(rain.id()).name()).isEqualTo("Heavy rain");
    }

    @Test
    void aDeletedTemplateComesBack() {
        TemplateDetails rain = templates.create(RAIN, "");

        templates.delete(rain.id());
        assertThat(names("rain")).isEmpty();
        assertThatThrownBy(() -> templates.get(rain.id())).isInstanceOf(DomainException.NotFound.class);

        templates.undelete(rain.id());
        assertThat(names("rain")).containsExactly("Rain");
    }

    @Test
    void aForkKnowsWhatItCameFrom() {
        TemplateDetails rain = templates.create(RAIN, "");
        templates.save(rain.id(), rain.rowVersion(), RAIN.named("Heavy rain"), "heavier");

        TemplateDetails fork = templates.fork(rain.id(), 1, "Snow");

        assertThat(fork.draft()).isEqualTo(RAIN.named("Snow"));
        assertThat(fork.origin()).isEqualTo(new TemplateOrigin(rain.id(), 1, "Heavy rain"));
        assertThatThrownBy(() -> templates.fork(rain.id(), 9, "Hail")).isInstanceOf(DomainException.NotFound.class);
    }

    @Test
    void aBrokenTemplateIsRefusedInItsField() {
        assertThat(broken(TemplateDraft.of("x", "[scene]"))).isEqualTo("text");
        assertThat(broken(RAIN.named(" "))).isEqualTo("name");
        assertThat(broken(RAIN.saying(Map.of(PromptSlot.SCENE, "s".repeat(501)))))
                .isEqualTo("scene");
        assertThat(broken(TemplateDraft.of("x", "[trigger] {coat}"))).isEqualTo("text");
        assertThat(broken(RAIN.with(List.of(new PromptVariable("a b", "", List.of())))))
                .isEqualTo("variables");
        assertThat(broken(RAIN.with(
                        List.of(new PromptVariable("a", "", List.of()), new PromptVariable("A", "", List.of())))))
                .isEqualTo("variables");
        assertThat(broken(RAIN.with(new TemplateSettings(null, List.of(), null, null, 1000, 1024, null))))
                .isEqualTo("settings");
        for (TemplateLora lora : List.of(
                new TemplateLora(StackRole.POSE, "<lora:x>", Strength.FULL),
                new TemplateLora(StackRole.STYLE, "", Strength.FULL),
                new TemplateLora(StackRole.CHARACTER, " ", Strength.FULL))) {
            assertThat(broken(RAIN.with(new TemplateSettings(null, List.of(lora), null, null, null, null, null))))
                    .as("“%s”", lora.file())
                    .isEqualTo("loras");
        }
    }

    @Test
    void theSearchLooksIntoAllWordsInAnyOrder() {
        templates.create(RAIN.with(List.of(new PromptVariable("coat", "", List.of("Parka")))), "");

        assertThat(names("IN THE RAIN")).containsExactly("Rain");
        assertThat(names("photo rain parka")).containsExactly("Rain");
        assertThat(names("golden hour")).containsExactly("Full body");
        assertThat(names("%")).isEmpty();
    }

    @Test
    @Tag("twice")
    void aSnippetReachesEveryTemplateThatNamesIt() {
        Snippet rim = snippets.create("Rim-Light", "rim light");
        TemplateDetails rain = templates.create(TemplateDraft.of("Rain", "[trigger], {@rim-light}, rain"), "");
        CharacterId ava = character("Ava", "ohwx woman");

        snippets.edit(rim.id(), rim.rowVersion(), "{cold|cold} rim light");

        assertThat(filled(rain, ava)).isEqualTo("ohwx woman, cold rim light, rain");
        assertThat(snippets.all()).singleElement().returns(1, Snippet::usedBy);
        assertThat(snippets.page(new SearchText("COLD rim"), ListOrder.NEWEST, PageRequest.of(0, 5)))
                .singleElement()
                .returns(1, Snippet::usedBy);
        assertThat(snippets.page(new SearchText("%"), ListOrder.NAME, PageRequest.of(0, 5)))
                .isEmpty();
        assertThatThrownBy(() -> snippets.delete(rim.id())).hasMessageContaining("still named");
        templates.delete(rain.id());
        snippets.delete(rim.id());
        assertThat(snippets.all()).isEmpty();
    }

    @Test
    void aSnippetThatCannotStandInATemplateIsRefused() {
        Snippet fog = snippets.create("fog", "fog");
        snippets.create("mist", "mist, {@fog}");

        assertThatThrownBy(() -> snippets.create("fog", "x")).hasMessageContaining("already");
        assertThatThrownBy(() -> snippets.create("a b", "x")).hasMessageContaining("letters");
        assertThatThrownBy(() -> snippets.create("slot", "[scene]")).hasMessageContaining("no slots");
        assertThatThrownBy(() -> snippets.create("open", "{a|b")).hasMessageContaining("left open");
        assertThatThrownBy(() -> snippets.edit(fog.id(), fog.rowVersion(), "{@mist}"))
                .hasMessageContaining("uses itself");
        assertThatThrownBy(() -> snippets.delete(fog.id())).hasMessageContaining("another snippet");
    }

    private String filled(TemplateDetails template, CharacterId character) {
        return filling.fill(template.draft(), FillRequest.forCharacter(character))
                .prompt();
    }

    private CharacterId character(String name, String trigger) {
        return characters
                .create(CharacterDraft.of(name, "woman", trigger, ""), null)
                .id();
    }

    private String broken(TemplateDraft draft) {
        try {
            templates.create(draft, "");
        } catch (DomainException.RuleViolation broken) {
            return String.valueOf(broken.field());
        }
        return "nothing was refused";
    }

    private List<String> names(String text) {
        return lists.page(TemplateFilter.of(text), TemplateSort.NAME, Pageable.ofSize(10)).stream()
                .map(card -> card.details().name())
                .toList();
    }
}
