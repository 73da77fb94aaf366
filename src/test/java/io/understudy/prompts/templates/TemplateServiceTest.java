package io.understudy.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.people.People;
import io.understudy.shared.Refusal;
import io.understudy.support.StudioTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Pageable;

@StudioTest
class PromptServiceTest {
    private static final PromptDraft RAIN =
            new PromptDraft("Rain", "[trigger] [subject], [scene], [style]", "in the rain", "", "", "film photo");

    @Autowired
    PromptService prompts;

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
        CharacterSummary ava = characters.create(new CharacterDraft("Ava Lindqvist", "woman", "ohwx woman", ""), null);

        assertThat(prompts.page("", Pageable.ofSize(10)).map(prompt -> prompt.filledFor(ava)))
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
        PromptDetails rain = prompts.create(RAIN);
        CharacterSummary named = characters.create(new CharacterDraft("Ava", "woman", "OHWX Woman", ""), null);
        CharacterSummary bare = characters.create(new CharacterDraft("Ida", "woman", "zkvq", ""), null);

        assertThat(rain.filledFor(named)).isEqualTo("OHWX Woman, in the rain, film photo");
        assertThat(rain.filledFor(bare)).isEqualTo("zkvq woman, in the rain, film photo");
    }

    @Test
    void aStaleSaveIsRefusedAndNamesWhoWasFaster() {
        PromptDetails rain = prompts.create(RAIN);
        people.signIn(people.member("Jon"));
        prompts.edit(rain.id(), rain.rowVersion(), named("Heavy rain"));
        people.signIn(people.member("Mara"));

        assertThatThrownBy(() -> prompts.edit(rain.id(), rain.rowVersion(), RAIN))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("Jon");
        assertThat(prompts.get(rain.id()).draft().name()).isEqualTo("Heavy rain");
    }

    @Test
    void aDeletedTemplateComesBack() {
        PromptDetails rain = prompts.create(RAIN);

        prompts.delete(rain.id());
        assertThat(names("rain")).isEmpty();
        assertThatThrownBy(() -> prompts.get(rain.id())).isInstanceOf(Refusal.NotFound.class);

        prompts.restore(rain.id());
        assertThat(names("rain")).containsExactly("Rain");
    }

    @Test
    void aCopySaysThatItIsOne() {
        PromptDetails rain = prompts.create(named("R".repeat(PromptDraft.MAX_NAME)));

        PromptDetails copy = prompts.copy(rain.id());

        assertThat(copy.id()).isNotEqualTo(rain.id());
        assertThat(copy.draft().name()).endsWith(" (copy)").hasSize(PromptDraft.MAX_NAME);
        assertThat(copy.draft().text()).isEqualTo(RAIN.text());
    }

    @Test
    void aBrokenTemplateIsRefusedInItsField() {
        assertThatThrownBy(() -> prompts.create(new PromptDraft("x", "[scene]", "", "", "", "")))
                .asInstanceOf(type(Refusal.RuleBroken.class))
                .returns("text", Refusal.RuleBroken::field);
        assertThatThrownBy(() -> prompts.create(named(" ")))
                .asInstanceOf(type(Refusal.RuleBroken.class))
                .returns("name", Refusal.RuleBroken::field);
        assertThatThrownBy(() -> prompts.create(
                        new PromptDraft("x", "[trigger]", "s".repeat(PromptDraft.MAX_WORDS + 1), "", "", "")))
                .asInstanceOf(type(Refusal.RuleBroken.class))
                .returns("scene", Refusal.RuleBroken::field);
    }

    @Test
    void theSearchLooksIntoTheWordsToo() {
        prompts.create(RAIN);

        assertThat(names("IN THE RAIN")).containsExactly("Rain");
        assertThat(names("golden hour")).containsExactly("Full body");
        assertThat(names("%")).isEmpty();
    }

    private List<String> names(String text) {
        return prompts.page(text, Pageable.ofSize(10)).stream()
                .map(prompt -> prompt.draft().name())
                .toList();
    }

    private static PromptDraft named(String name) {
        return new PromptDraft(name, RAIN.text(), RAIN.scene(), RAIN.lighting(), RAIN.camera(), RAIN.style());
    }
}
