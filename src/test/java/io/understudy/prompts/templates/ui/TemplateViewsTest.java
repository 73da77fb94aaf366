package io.understudy.prompts.templates.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterService;
import io.understudy.platform.live.ActSignals;
import io.understudy.platform.ui.CopyButton;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.PagedList;
import io.understudy.platform.ui.SearchField;
import io.understudy.prompting.guide.PromptSlot;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateFilter;
import io.understudy.prompts.templates.TemplateSort;
import io.understudy.prompts.templates.library.TemplateListService;
import io.understudy.prompts.templates.library.TemplateService;
import io.understudy.prompts.templates.snippets.Snippet;
import io.understudy.prompts.templates.snippets.SnippetService;
import io.understudy.support.ViewTest;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Pageable;

class TemplateViewsTest extends ViewTest {
    @Autowired
    TemplateService templates;

    @Autowired
    TemplateListService lists;

    @Autowired
    SnippetService snippets;

    @Autowired
    ActSignals acts;

    @Autowired
    CharacterService characters;

    @BeforeEach
    void signIn() {
        signIn(people.member("Mara"));
    }

    @Test
    void theLibraryStartsWithTheGuidesExamples() {
        UI.getCurrent().navigate("prompts");

        assertThat(_find(PromptPreview.class)).hasSize(3);
        _assertOne(Anchor.class, spec -> spec.withText("Lifestyle"));
    }

    @Test
    void aSearchWithoutResultNamesWhatWasSearchedFor() {
        UI.getCurrent().navigate("prompts", QueryParameters.fromString("q=spaceship"));

        assertThat(_get(_get(EmptyState.class), H2.class).getText()).contains("“spaceship”");
    }

    @Test
    void aDeletedTemplateComesBackByUndo() {
        UI.getCurrent().navigate("prompts");

        _find(Button.class).stream()
                .filter(button -> button.getAriaLabel().orElse("").equals("Delete Portrait"))
                .forEach(button -> _click(button));
        _assertNone(Anchor.class, spec -> spec.withText("Portrait"));
        _click(_get(Button.class, spec -> spec.withText("Undo")));

        _assertOne(Anchor.class, spec -> spec.withText("Portrait"));
    }

    @Test
    void aNewTemplateIsWrittenFilledAndSaved() {
        characters.create(CharacterDraft.of("Ava Lindqvist", "woman", "ohwx woman", ""), null);
        UI.getCurrent().navigate("prompts/new");

        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "Rain");
        _setValue(_get(TextField.class, spec -> spec.withLabel("[scene]")), "in the rain");
        assertThat(_get(TextArea.class, spec -> spec.withLabel("Finished prompt"))
                        .getValue())
                .isEqualTo("ohwx woman, in the rain");
        _click(_get(Button.class, spec -> spec.withText("Save")));

        assertThat(found("rain").draft().scene()).isEqualTo("in the rain");
        assertThat(_get(H1.class).getText()).isEqualTo("Rain");
    }

    @Test
    void theChoicesArePickedAgainByOneClick() {
        characters.create(CharacterDraft.of("Ava Lindqvist", "woman", "ohwx woman", ""), null);
        UI.getCurrent().navigate("prompts/new");
        _assertNone(Button.class, spec -> spec.withText("Reroll"));
        _setValue(_get(TextField.class, spec -> spec.withLabel("[scene]")), "in {rain|snow|fog|wind}");
        Set<String> seen = new TreeSet<>();

        for (int round = 0; round < 50; round++) {
            seen.add(_get(TextArea.class, spec -> spec.withLabel("Finished prompt"))
                    .getValue());
            _click(_get(Button.class, spec -> spec.withText("Reroll")));
        }

        assertThat(seen)
                .containsExactly(
                        "ohwx woman, in fog", "ohwx woman, in rain", "ohwx woman, in snow", "ohwx woman, in wind");
    }

    @Test
    void aTemplateThatDoesNotBeginWithTheTriggerSaysWhyWhileOneTypes() {
        UI.getCurrent().navigate("prompts/new");
        TextArea text = _get(TextArea.class, spec -> spec.withLabel("Template"));

        _setValue(text, "a photo of [trigger]");
        assertThat(_get(ProblemList.class).getElement().getTextRecursively())
                .contains("Character 1")
                .contains("does not activate");

        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "Zebra");
        _click(_get(Button.class, spec -> spec.withText("Save")));
        assertThat(text.isInvalid()).isTrue();
        assertThat(text.getErrorMessage()).contains("does not activate");
        assertThat(lists.page(TemplateFilter.of("Zebra"), TemplateSort.NAME, Pageable.ofSize(5)))
                .isEmpty();
    }

    @Test
    void onlyTheLoraOfACharacterIsLeftToProduction() {
        UI.getCurrent().navigate("prompts/new");
        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "Zebra");
        _click(_get(Button.class, spec -> spec.withText("Add a LoRA")));

        _click(_get(Button.class, spec -> spec.withText("Save")));

        SettingsEditor settings = _get(SettingsEditor.class);
        assertThat(settings.isInvalid()).isTrue();
        assertThat(settings.getErrorMessage()).contains("name the file");
        assertThat(lists.page(TemplateFilter.of("Zebra"), TemplateSort.NAME, Pageable.ofSize(5)))
                .isEmpty();
    }

    @Test
    void anUnknownVariableIsDescribedInOneClickAndFilled() {
        characters.create(CharacterDraft.of("Ava Lindqvist", "woman", "ohwx woman", ""), null);
        UI.getCurrent().navigate("prompts/new");
        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "Coat");
        _setValue(_get(TextArea.class, spec -> spec.withLabel("Template")), "[trigger] in {coat}");
        assertThat(_get(ProblemList.class).getElement().getTextRecursively()).contains("{coat} is unknown");

        _click(_get(Button.class, spec -> spec.withText("Define {coat}")));
        _setValue(_get(TextField.class, spec -> spec.withPlaceholder("red dress | raincoat")), "parka | poncho");

        _assertNone(ProblemList.class);
        @SuppressWarnings("unchecked")
        ComboBox<String> coat = _get(ComboBox.class, spec -> spec.withLabel("{coat}"));
        _setValue(coat, "poncho");
        assertThat(_get(TextArea.class, spec -> spec.withLabel("Finished prompt"))
                        .getValue())
                .isEqualTo("ohwx woman in poncho");
        _click(_get(Button.class, spec -> spec.withText("Save")));
        assertThat(found("Coat").draft().variables().getFirst().suggestions()).containsExactly("parka", "poncho");
    }

    @Test
    void aSaveShowsItsDifferenceAndAsksForAMessage() {
        TemplateDetails portrait = found("Portrait");
        UI.getCurrent().navigate("prompts/" + portrait.id().value());
        _setValue(_get(TextField.class, spec -> spec.withLabel("[style]")), "oil painting, 8k uhd");
        _click(_get(Button.class, spec -> spec.withText("Save")));

        assertThat(_get(TwoPaneDiff.class).getElement().getTextRecursively())
                .contains("Style")
                .contains("oil painting")
                .contains("7 parts are the same");
        Button save = _get(Button.class, spec -> spec.withText("Save version 2"));
        _click(save);
        assertThat(templates.get(portrait.id()).number())
                .as("saved without a message")
                .isEqualTo(1);
        _setValue(_get(TextField.class, spec -> spec.withLabel("What did you change, and why?")), "Softer look");
        _click(save);

        assertThat(templates.get(portrait.id()))
                .returns(2, TemplateDetails::number)
                .returns("oil painting, 8k uhd", details -> details.draft().style());
    }

    @Test
    void whoSavesTooLateMayKeepAllOfTheirs() {
        TemplateDetails portrait = found("Portrait");
        UI.getCurrent().navigate("prompts/" + portrait.id().value());
        signIn(people.member("Jon"));
        templates.save(portrait.id(), portrait.rowVersion(), withStyle(portrait.draft(), "oil painting"), "oil");
        signIn(people.member("Mara"));

        _setValue(_get(TextField.class, spec -> spec.withLabel("[style]")), "pencil drawing");
        _click(_get(Button.class, spec -> spec.withText("Save")));
        _setValue(_get(TextField.class, spec -> spec.withLabel("What did you change, and why?")), "Pencil");
        _click(_get(Button.class, spec -> spec.withText("Save version 2")));
        _click(_get(Button.class, spec -> spec.withText("Keep mine")));

        assertThat(templates.get(portrait.id()))
                .returns(3, TemplateDetails::number)
                .returns("pencil drawing", details -> details.draft().style());
    }

    @Test
    void aSnippetIsWrittenAndNamed() {
        UI.getCurrent().navigate("prompts/snippets");
        _click(_find(Button.class, spec -> spec.withText("New snippet")).getFirst());
        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "rim-light");
        _setValue(_get(TextArea.class, spec -> spec.withLabel("Words")), "rim light, [scene]");
        _click(_get(Button.class, spec -> spec.withText("Save snippet")));
        assertThat(_get(TextArea.class, spec -> spec.withLabel("Words")).getErrorMessage())
                .contains("no slots");
        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "rim light");
        _click(_get(Button.class, spec -> spec.withText("Save snippet")));
        assertThat(_get(TextField.class, spec -> spec.withLabel("Name")).getErrorMessage())
                .contains("A snippet's name");
        assertThat(_get(TextArea.class, spec -> spec.withLabel("Words")).isInvalid())
                .as("the field that broke no rule yet")
                .isFalse();

        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "rim-light");
        _setValue(_get(TextArea.class, spec -> spec.withLabel("Words")), "rim light");
        _click(_get(Button.class, spec -> spec.withText("Save snippet")));

        _assertOne(H2.class, spec -> spec.withText("{@rim-light}"));
    }

    @Test
    void theOpenListOfSnippetsFollowsWhatOthersWrite() throws Exception {
        UI.getCurrent().navigate("prompts/snippets");
        Snippet rim = snippets.create("rim-light", "rim light");
        followActs();
        _assertOne(H2.class, spec -> spec.withText("{@rim-light}"));

        snippets.edit(rim.id(), rim.rowVersion(), "rim light, at night");
        snippets.create("soft-light", "soft light");
        followActs();
        assertThat(_get(PagedList.class).getElement().getTextRecursively()).contains("rim light, at night");
        _assertNone(H2.class, spec -> spec.withText("{@soft-light}"));

        _click(_get(Button.class, spec -> spec.withText("Show")));
        _assertOne(H2.class, spec -> spec.withText("{@soft-light}"));
    }

    private void followActs() throws Exception {
        acts.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);
    }

    @Test
    void manySnippetsShowAPageAtATimeAndAreSearched() {
        for (int i = 1; i <= 31; i++) {
            snippets.create("light-" + i, i == 31 ? "rim light" : "soft light");
        }
        UI.getCurrent().navigate("prompts/snippets");
        assertThat(_find(H2.class)).hasSize(30);

        _setValue(_get(SearchField.class), "rim");
        _assertOne(H2.class, spec -> spec.withText("{@light-31}"));

        UI.getCurrent().navigate("prompts/snippets", QueryParameters.of("name", "light-31"));
        assertThat(_find(H2.class)).hasSize(1);
    }

    @Test
    void aCharactersTabFillsEveryTemplate() {
        characters.create(CharacterDraft.of("Ava Lindqvist", "woman", "ohwx woman", ""), null);

        UI.getCurrent().navigate("characters/ava-lindqvist/prompts");

        assertThat(_get(H1.class).getText()).isEqualTo("Ava Lindqvist");
        assertThat(_find(CopyButton.class)).hasSize(3);
        assertThat(_find(PromptPreview.class))
                .allSatisfy(preview -> assertThat(preview.getElement().getTextRecursively())
                        .startsWith("ohwx woman")
                        .doesNotContain("["));
    }

    @Test
    void aMalformedAddressGetsAPageThatSaysSo() {
        UI.getCurrent().navigate("prompts/nothing-here");

        assertThat(_get(H1.class).getText()).startsWith("There is no");
    }

    private TemplateDetails found(String text) {
        return lists.page(TemplateFilter.of(text), TemplateSort.NAME, Pageable.ofSize(1))
                .getContent()
                .getFirst()
                .details();
    }

    private static TemplateDraft withStyle(TemplateDraft draft, String style) {
        Map<PromptSlot, String> words = draft.words();
        words.put(PromptSlot.STYLE, style);
        return draft.saying(words);
    }
}
