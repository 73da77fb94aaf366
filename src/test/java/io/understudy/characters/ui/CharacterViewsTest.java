package io.understudy.characters.ui;

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
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterFilter;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSignals;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.LikenessBasis;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.KeptChoice;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.PictureTile;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.support.ViewTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Pageable;
import tools.jackson.databind.node.JsonNodeFactory;

class CharacterViewsTest extends ViewTest {
    private static final CharacterDraft AVA =
            CharacterDraft.of("Ava Lindqvist", "woman", "ohwx woman", "Blonde, freckles.");

    @Autowired
    CharacterService characters;

    @Autowired
    CharacterSignals signals;

    @BeforeEach
    void signIn() {
        signIn(people.member("Mara"));
    }

    @Test
    void homeLeadsToAllCharactersAndOffersOnesThatCome() throws Exception {
        Navigation.open("");
        characters.create(AVA, null);
        showChanges();
        _click(offered());
        assertThat(tiles()).containsExactly("Ava Lindqvist");
        assertThat(_get(Anchor.class, spec -> spec.withText("All characters")).getHref())
                .isEqualTo("characters");

        characters.create(CharacterDraft.of("Nova Reyes", "woman", "sks woman", ""), null);
        showChanges();
        assertThat(tiles()).as("nothing moves").containsExactly("Ava Lindqvist");
        _click(offered());
        assertThat(tiles()).containsExactlyInAnyOrder("Ava Lindqvist", "Nova Reyes");
    }

    @Test
    void theGalleryOffersACharacterThatComes() throws Exception {
        characters.create(AVA, null);
        Navigation.open("characters");
        characters.create(CharacterDraft.of("Nova Reyes", "woman", "sks woman", ""), null);
        showChanges();
        assertThat(tiles()).containsExactly("Ava Lindqvist");

        _click(_get(Button.class, spec -> spec.withText("Show")));

        assertThat(tiles()).containsExactly("Ava Lindqvist", "Nova Reyes");
    }

    private static Button offered() {
        return _get(
                Button.class,
                spec -> spec.withPredicate(
                        button -> button.getAriaLabel().orElse("").equals("Show changes: characters")));
    }

    private void showChanges() throws Exception {
        signals.settled().get();
        MockVaadin.clientRoundtrip(false);
    }

    /** Names on the tiles. */
    private static List<String> tiles() {
        return _find(Anchor.class, spec -> spec.withClasses("tile-link")).stream()
                .map(Anchor::getText)
                .toList();
    }

    @Test
    void anEmptyLibrarySaysWhatBelongsThereAndOffersTheFirstCharacter() {
        UI.getCurrent().navigate("characters");

        assertThat(_get(_get(EmptyState.class), H2.class).getText()).isEqualTo("No characters yet");
        _assertOne(_get(EmptyState.class), Button.class);
    }

    @Test
    void aNewCharacterIsAddedAndItsPageOpens() {
        openNewCharacter();

        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "Ava Lindqvist");
        _setValue(subject(), "woman");
        _click(_get(Button.class, spec -> spec.withText("Use “ohwx woman”")));
        _setValue(basis(), LikenessBasis.SYNTHETIC);
        _click(_get(Button.class, spec -> spec.withText("Create character")));

        assertThat(path()).isEqualTo("characters/ava-lindqvist");
        assertThat(characters.bySlug("ava-lindqvist"))
                .returns(new TriggerWord("ohwx woman"), CharacterSummary::triggerWord)
                .returns(LikenessBasis.SYNTHETIC, CharacterSummary::likenessBasis);
    }

    @Test
    void aCommonTriggerWordIsAdvisedAgainstWhileTypingAndRefusedBesideItsField() {
        UI.getCurrent().navigate("characters");
        new NewCharacterDialog(characters).open();
        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "Emma");
        _setValue(subject(), "woman");
        TextField trigger = _get(TextField.class, spec -> spec.withLabel("Trigger word"));
        _setValue(trigger, "Emma");

        assertThat(_get(AdviceText.class).getClassNames()).contains("advice-refused");
        _click(_get(Button.class, spec -> spec.withText("Create character")));

        assertThat(trigger.isInvalid()).isTrue();
        assertThat(trigger.getErrorMessage()).contains("common word", "ohwx woman");
        assertThat(characters.isEmpty()).isTrue();
    }

    @Test
    void theGalleryShowsTilesAndKeepsTheSearchInTheUrl() {
        characters.create(AVA, null);
        characters.create(CharacterDraft.of("Ida Berg", "woman", "sks woman", ""), LikenessBasis.SYNTHETIC);

        UI.getCurrent().navigate("characters", QueryParameters.fromString("q=ida"));
        assertThat(_find(PictureTile.class)).hasSize(1);
        _assertOne(Anchor.class, spec -> spec.withText("Ida Berg"));

        UI.getCurrent().navigate("characters");
        assertThat(_find(PictureTile.class)).hasSize(2);
        _assertOne(Span.class, spec -> spec.withText("likeness basis missing"));
    }

    @Test
    void aSearchWithoutResultNamesWhatWasSearchedFor() {
        characters.create(AVA, null);

        UI.getCurrent().navigate("characters", QueryParameters.fromString("q=nobody"));

        assertThat(_get(_get(EmptyState.class), H2.class).getText()).contains("“nobody”");
    }

    @Test
    void thePageOfACharacterSaysWhatToDoNext() {
        characters.create(AVA, null);

        UI.getCurrent().navigate("characters/ava-lindqvist");

        assertThat(_get(H1.class).getText()).isEqualTo("Ava Lindqvist");
        _assertOne(Button.class, spec -> spec.withText("Record likeness basis"));
        assertThat(_get(Nav.class, spec -> spec.withClasses("character-tabs"))
                        .getChildren()
                        .map(Anchor.class::cast)
                        .map(Anchor::getHref))
                .contains("characters/ava-lindqvist", "characters/ava-lindqvist/consent");
    }

    @Test
    void anArchivedCharacterOffersToComeBack() {
        CharacterSummary ava = characters.create(AVA, LikenessBasis.SYNTHETIC);
        characters.archive(ava.id());
        UI.getCurrent().navigate("characters/ava-lindqvist");

        _click(_get(Button.class, spec -> spec.withText("Restore character")));

        assertThat(characters.page(new CharacterFilter("", false), Pageable.ofSize(5)))
                .hasSize(1);
        _assertOne(Button.class, spec -> spec.withText("Edit character"));
    }

    @Test
    void whoSavesTooLateSeesWhatTheOtherSavedAndMerges() {
        CharacterSummary ava = characters.create(AVA, LikenessBasis.SYNTHETIC);
        UI.getCurrent().navigate("characters/ava-lindqvist");
        _click(_get(Button.class, spec -> spec.withText("Edit character")));
        signIn(people.member("Jon"));
        characters.edit(
                ava.id(), ava.rowVersion(), CharacterDraft.of("Ava L.", "woman", "ohwx woman", "Blonde, freckles."));
        signIn(people.member("Mara"));

        _setValue(_get(TextArea.class, spec -> spec.withLabel("Description")), "Blonde, no freckles.");
        _click(_get(Button.class, spec -> spec.withText("Save character")));
        assertThat(_find(RadioButtonGroup.class)).hasSize(2);
        _click(_get(Button.class, spec -> spec.withText("Save selection")));

        assertThat(characters.bySlug("ava-lindqvist"))
                .returns("Ava L.", CharacterSummary::name)
                .returns("Blonde, no freckles.", CharacterSummary::description);
    }

    @Test
    void aChangeOfSomethingElseDoesNotAskAnybodyToDecide() {
        CharacterSummary ava = characters.create(AVA, LikenessBasis.SYNTHETIC);
        UI.getCurrent().navigate("characters/ava-lindqvist");
        _click(_get(Button.class, spec -> spec.withText("Edit character")));
        characters.archive(ava.id());
        characters.restore(ava.id());

        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "Ava Berg");
        _click(_get(Button.class, spec -> spec.withText("Save character")));

        assertThat(characters.bySlug("ava-lindqvist").name()).isEqualTo("Ava Berg");
    }

    @Test
    void theLikenessBasisIsRecordedOnTheConsentPage() {
        characters.create(AVA, null);
        UI.getCurrent().navigate("characters/ava-lindqvist/consent");

        _setValue(basis(), LikenessBasis.OWN);
        _click(_get(Button.class, spec -> spec.withText("Save likeness basis")));

        assertThat(characters.bySlug("ava-lindqvist").likenessBasis()).isEqualTo(LikenessBasis.OWN);
        _assertNone(Span.class, spec -> spec.withText("likeness basis missing"));
    }

    @Test
    void consentWithoutItsFileSaysWhatIsMissing() {
        characters.create(AVA, null);
        UI.getCurrent().navigate("characters/ava-lindqvist/consent");

        _setValue(basis(), LikenessBasis.CONSENT);
        _click(_get(Button.class, spec -> spec.withText("Save likeness basis")));

        assertThat(_get(Span.class, spec -> spec.withClasses("field-problem")).getText())
                .contains("upload the consent");
        assertThat(characters.bySlug("ava-lindqvist").likenessBasis()).isNull();
    }

    @Test
    void theSubjectIsKeptWithWhatIsTypedOfANewCharacter() {
        openNewCharacter();
        fire(
                subject(),
                "custom-value-set",
                JsonNodeFactory.instance.objectNode().put("event.detail", "elf"));
        String kept = _get(KeptChoice.class).getElement().getProperty("value");
        _get(Dialog.class).close();

        openNewCharacter();
        assertThat(subject().getValue()).isNull();
        fire(
                _get(KeptChoice.class),
                "change",
                JsonNodeFactory.instance.objectNode().put("element.value", kept));

        assertThat(subject().getValue()).isEqualTo("elf");
        _assertOne(_get(DraftKeeper.class), RadioButtonGroup.class);
    }

    private static void openNewCharacter() {
        UI.getCurrent().navigate("characters");
        _click(_get(EmptyState.class)
                .getChildren()
                .filter(Button.class::isInstance)
                .map(Button.class::cast)
                .findFirst()
                .orElseThrow());
    }

    @Test
    void anUnknownCharacterGetsAPageThatSaysSo() {
        UI.getCurrent().navigate("characters/nobody");

        assertThat(_get(H1.class).getText()).startsWith("There is no");
    }

    @SuppressWarnings("unchecked")
    private static ComboBox<String> subject() {
        return _get(ComboBox.class, spec -> spec.withLabel("Subject"));
    }

    @SuppressWarnings("unchecked")
    private static RadioButtonGroup<LikenessBasis> basis() {
        return _get(RadioButtonGroup.class);
    }

    private static String path() {
        return UI.getCurrent().getInternals().getActiveViewLocation().getPath();
    }
}
