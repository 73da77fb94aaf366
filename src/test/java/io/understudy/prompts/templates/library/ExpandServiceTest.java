package io.understudy.prompts.templates.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.identity.People;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.language.PromptVariable;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.UsageKind;
import io.understudy.support.StudioTest;
import io.understudy.versions.sheets.plans.SheetPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@StudioTest
class ExpandServiceTest {
    private static final TemplateDraft COATS = TemplateDraft.of("Coats", "[trigger] [subject] in {coat}, {day|night}")
            .with(List.of(new PromptVariable("coat", "parka", List.of("parka", "poncho"))));

    @Autowired
    ExpandService expanding;

    @Autowired
    TemplateService templates;

    @Autowired
    TemplateMetadataService marks;

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
    void aTemplateWithListsGivesATable() {
        Expansion expansion = expanding.expand(COATS, ava, Map.of("coat", List.of("parka", "poncho")));

        assertThat(expansion.count()).isEqualTo(4);
        assertThat(expansion.shown())
                .extracting(row -> row.rendered().text())
                .containsExactly(
                        "ohwx woman in parka, day",
                        "ohwx woman in parka, night",
                        "ohwx woman in poncho, day",
                        "ohwx woman in poncho, night");
        assertThat(expansion.forPlan()).startsWith("[trigger] in parka, day").hasSize(4);
    }

    @Test
    void equalPromptsAreShownOnce() {
        Expansion expansion = expanding.expand(TemplateDraft.of("x", "[trigger] {a|a|b}"), ava, Map.of());

        assertThat(expansion.count()).isEqualTo(3);
        assertThat(expansion.shown()).hasSize(2);
    }

    @Test
    void tooManyAreCountedAndCutOff() {
        Expansion expansion =
                expanding.expand(TemplateDraft.of("x", "[trigger] " + "{a|b|c|d} ".repeat(8)), ava, Map.of());

        assertThat(expansion.count()).isEqualTo(65_536);
        assertThat(expansion.shown()).hasSize(Expansion.MOST);
    }

    @Test
    void combinationsBecomeTheTestSheetPlan() {
        TemplateDetails coats = templates.create(COATS, "");
        Expansion expansion = expanding.expand(COATS, ava, Map.of("coat", List.of("parka", "poncho")));
        SheetPlan before = expanding.planOf(ava);

        SheetPlan added = expanding.intoPlan(coats.id(), 1, ava, expansion.forPlan(), false, before.edition());
        SheetPlan replaced = expanding.intoPlan(coats.id(), 1, ava, expansion.forPlan(), true, added.edition());

        assertThat(added.prompts()).hasSize(before.prompts().size() + 4).containsAll(expansion.forPlan());
        assertThat(replaced.prompts()).isEqualTo(expansion.forPlan());
        assertThat(replaced.strengths()).isEqualTo(before.strengths());
        assertThat(marks.usage(coats.id()).ways()).containsEntry(UsageKind.SHEET, 2L);
        assertThatThrownBy(() -> expanding.intoPlan(coats.id(), 1, ava, expansion.forPlan(), true, before.edition()))
                .isInstanceOf(DomainException.Conflict.class);
    }
}
