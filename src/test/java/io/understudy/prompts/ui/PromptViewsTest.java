package io.understudy.prompts.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterService;
import io.understudy.prompts.PromptDetails;
import io.understudy.prompts.PromptDraft;
import io.understudy.prompts.PromptService;
import io.understudy.shared.ui.CopyButton;
import io.understudy.shared.ui.EmptyState;
import io.understudy.support.ViewTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Pageable;

class PromptViewsTest extends ViewTest {
    @Autowired
    PromptService prompts;

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
        characters.create(new CharacterDraft("Ava Lindqvist", "woman", "ohwx woman", ""), null);
        UI.getCurrent().navigate("prompts/new");

        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "Rain");
        _setValue(_get(TextField.class, spec -> spec.withLabel("[scene]")), "in the rain");
        assertThat(_get(TextArea.class, spec -> spec.withLabel("Finished prompt"))
                        .getValue())
                .isEqualTo("ohwx woman, in the rain");
        _click(_get(Button.class, spec -> spec.withText("Save")));

        assertThat(prompts.page("rain", Pageable.ofSize(5)))
                .singleElement()
                .returns("in the rain", prompt -> prompt.draft().scene());
        assertThat(_get(H1.class).getText()).isEqualTo("Rain");
    }

    @Test
    void aTemplateThatDoesNotBeginWithTheTriggerSaysWhyWhileOneTypes() {
        UI.getCurrent().navigate("prompts/new");
        TextArea text = _get(TextArea.class, spec -> spec.withLabel("Template"));

        _setValue(text, "a photo of [trigger]");
        assertThat(text.isInvalid()).isTrue();
        assertThat(text.getErrorMessage()).contains("does not activate");

        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "Photo");
        _click(_get(Button.class, spec -> spec.withText("Save")));
        assertThat(prompts.page("Photo of", Pageable.ofSize(5))).isEmpty();
    }

    @Test
    void whoSavesTooLateMayKeepAllOfTheirs() {
        PromptDetails portrait =
                prompts.page("Portrait", Pageable.ofSize(1)).getContent().getFirst();
        UI.getCurrent().navigate("prompts/" + portrait.id().value());
        signIn(people.member("Jon"));
        prompts.edit(portrait.id(), portrait.rowVersion(), withStyle(portrait.draft(), "oil painting"));
        signIn(people.member("Mara"));

        _setValue(_get(TextField.class, spec -> spec.withLabel("[style]")), "pencil drawing");
        _click(_get(Button.class, spec -> spec.withText("Save")));
        _click(_get(Button.class, spec -> spec.withText("Keep all of mine")));

        assertThat(prompts.get(portrait.id()).draft().style()).isEqualTo("pencil drawing");
    }

    @Test
    void aCharactersTabFillsEveryTemplate() {
        characters.create(new CharacterDraft("Ava Lindqvist", "woman", "ohwx woman", ""), null);

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

        assertThat(_get(H2.class).getText()).isEqualTo("Not found");
    }

    private static PromptDraft withStyle(PromptDraft draft, String style) {
        return new PromptDraft(draft.name(), draft.text(), draft.scene(), draft.lighting(), draft.camera(), style);
    }
}
