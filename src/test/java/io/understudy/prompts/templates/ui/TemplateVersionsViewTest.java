package io.understudy.prompts.templates.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.github.mvysny.kaributesting.v10.pro.ConfirmDialogKt;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.platform.live.ActSignals;
import io.understudy.platform.ui.CopyButton;
import io.understudy.platform.ui.EditConflictDialog;
import io.understudy.prompting.formats.PromptFormat;
import io.understudy.prompting.language.PromptVariable;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.UsageKind;
import io.understudy.prompts.templates.library.TemplateMetadataService;
import io.understudy.prompts.templates.library.TemplateService;
import io.understudy.prompts.templates.library.TemplateVersionService;
import io.understudy.support.ViewTest;
import io.understudy.versions.sheets.plans.SheetPlanService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class TemplateVersionsViewTest extends ViewTest {
    private static final TemplateDraft RAIN = TemplateDraft.of("Rain", "[trigger] [subject], light rain, {day|night}");

    @Autowired
    TemplateService templates;

    @Autowired
    TemplateVersionService versions;

    @Autowired
    TemplateMetadataService marks;

    @Autowired
    ActSignals acts;

    @Autowired
    SheetPlanService plans;

    @Autowired
    CharacterService characters;

    private TemplateDetails rain;

    @BeforeEach
    void twoVersions() {
        signIn(people.member("Mara"));
        TemplateDetails first = templates.create(RAIN, "");
        rain = templates.save(
                first.id(),
                first.rowVersion(),
                TemplateDraft.of("Rain", "[trigger] [subject], heavy rain, {day|night}"),
                "Not enough rain");
    }

    @Test
    void theTimelineShowsMessagesAndWhatTheLatestOneChanged() {
        UI.getCurrent().navigate("prompts/" + rain.id().value() + "/versions");

        assertThat(_find(NativeButton.class))
                .extracting(button -> button.getElement().getTextRecursively())
                .satisfiesExactly(
                        latest -> assertThat(latest).contains("Version 2").contains("Not enough rain"),
                        first -> assertThat(first).contains("Version 1").contains("First version"));
        assertThat(_get(TwoPaneDiff.class).getElement().getTextRecursively())
                .contains("light")
                .contains("heavy")
                .contains("7 parts are the same");
    }

    @Test
    void anOldVersionIsOpenedAndRestored() {
        UI.getCurrent().navigate("prompts/" + rain.id().value() + "/versions");
        _click(_find(NativeButton.class).getLast());

        _click(_get(Button.class, spec -> spec.withText("Restore")));

        assertThat(templates.get(rain.id()))
                .returns(3, TemplateDetails::number)
                .returns(RAIN.text(), details -> details.draft().text());
        assertThat(_find(NativeButton.class)).hasSize(3);
    }

    @Test
    void anyTwoVersionsAreCompared() {
        UI.getCurrent().navigate("prompts/" + rain.id().value() + "/versions");

        _setValue(_get(IntegerField.class), 2);

        assertThat(_get(TwoPaneDiff.class).getElement().getTextRecursively()).contains("Nothing differs");
    }

    @Test
    void aMemberPutsLabelsButDoesNotMoveProduction() {
        UI.getCurrent().navigate("prompts/" + rain.id().value() + "/versions");
        _click(_get(Button.class, spec -> spec.withText("Labels…")));
        _assertNone(Button.class, spec -> spec.withText("Put production here…"));

        _setValue(_get(TextField.class, spec -> spec.withLabel("New label")), "production");
        _click(_get(Button.class, spec -> spec.withText("Add label")));
        assertThat(_get(TextField.class, spec -> spec.withLabel("New label")).getErrorMessage())
                .contains("Only reviewers");
        _setValue(_get(TextField.class, spec -> spec.withLabel("New label")), "candidate");
        _click(_get(Button.class, spec -> spec.withText("Add label")));

        assertThat(versions.labels(rain.id()))
                .singleElement()
                .satisfies(label -> assertThat(label.number()).isEqualTo(2));
    }

    @Test
    void aReviewerMovesProductionAfterALook() {
        signIn(people.reviewer("Jon"));
        UI.getCurrent().navigate("prompts/" + rain.id().value() + "/versions");
        _click(_get(Button.class, spec -> spec.withText("Labels…")));

        _click(_get(Button.class, spec -> spec.withText("Put production here…")));
        ConfirmDialogKt._fireConfirm(_get(ConfirmDialog.class));

        assertThat(versions.labels(rain.id()))
                .singleElement()
                .satisfies(label -> assertThat(label.isProduction()).isTrue());
        assertThat(_get(H1.class).getParent().orElseThrow().getElement().getTextRecursively())
                .contains("version 2 in production");
    }

    @Test
    void whatIsTypedAndNotSavedIsThereOnTheNextVisit() {
        UI.getCurrent().navigate("prompts/" + rain.id().value());
        _setValue(_get(TextArea.class, spec -> spec.withLabel("Template")), "[trigger], half a thou");
        UI.getCurrent().navigate("prompts");

        UI.getCurrent().navigate("prompts/" + rain.id().value());
        assertThat(_get(TextArea.class, spec -> spec.withLabel("Template")).getValue())
                .isEqualTo("[trigger], half a thou");
        _click(_get(Button.class, spec -> spec.withText("Discard it")));

        assertThat(_get(TextArea.class, spec -> spec.withLabel("Template")).getValue())
                .contains("heavy rain");
        _assertNone(RestoredDraftNotice.class);
    }

    @Test
    void whatWasTypedOverAnOlderVersionIsComparedBeforeItIsSaved() {
        UI.getCurrent().navigate("prompts/" + rain.id().value());
        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "Downpour");
        signIn(people.member("Jon"));
        templates.save(rain.id(), rain.rowVersion(), TemplateDraft.of("Rain", "[trigger], hail"), "Hail");
        signIn(people.member("Mara"));

        UI.getCurrent().navigate("prompts/" + rain.id().value());
        _click(_get(Button.class, spec -> spec.withText("Save")));
        _setValue(_get(TextField.class, spec -> spec.withLabel("What did you change, and why?")), "A better name");
        _click(_get(Button.class, spec -> spec.withText("Save version 4")));
        _click(_get(Button.class, spec -> spec.withText("Save selection")));

        assertThat(templates.get(rain.id()))
                .returns("Downpour", TemplateDetails::name)
                .returns("[trigger], hail", details -> details.draft().text());
        _assertNone(RestoredDraftNotice.class);
    }

    private void jonSavesHail() throws Exception {
        signIn(people.member("Jon"));
        templates.save(rain.id(), rain.rowVersion(), TemplateDraft.of("Rain", "[trigger], hail"), "Hail is harder");
        signIn(people.member("Mara"));
        acts.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(true);
    }

    private static String news() {
        return _get(TemplateChangeNotice.class).getElement().getTextRecursively();
    }

    @Test
    void whatSomebodyElseSavesIsSaidAndShownWhenAskedFor() throws Exception {
        UI.getCurrent().navigate("prompts/" + rain.id().value());
        _assertNone(TemplateChangeNotice.class);

        jonSavesHail();
        assertThat(news()).contains("Jon saved version 3, “Hail is harder”");
        assertThat(_get(TextArea.class, spec -> spec.withLabel("Template")).getValue())
                .as("nothing moves by itself")
                .contains("heavy rain");
        _click(_get(Button.class, spec -> spec.withText("Show version 3")));

        assertThat(_get(TextArea.class, spec -> spec.withLabel("Template")).getValue())
                .isEqualTo("[trigger], hail");
        _assertNone(TemplateChangeNotice.class);
    }

    @Test
    void whatOneTypesStaysWhenSomebodyElseSavesAndIsComparedWithIt() throws Exception {
        UI.getCurrent().navigate("prompts/" + rain.id().value());
        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "Downpour");

        jonSavesHail();
        assertThat(news()).contains("What you typed stays");
        _assertNone(Button.class, spec -> spec.withText("Show version 3"));
        _click(_get(Button.class, spec -> spec.withText("Save")));
        _setValue(_get(TextField.class, spec -> spec.withLabel("What did you change, and why?")), "A better name");
        _click(_get(Button.class, spec -> spec.withText("Save version 3")));
        assertThat(_get(EditConflictDialog.class).getElement().getTextRecursively())
                .contains("Jon saved version 3")
                .contains("Downpour")
                .contains("[trigger], hail");
        _click(_get(Button.class, spec -> spec.withText("Save selection")));

        assertThat(templates.get(rain.id()))
                .returns(4, TemplateDetails::number)
                .returns("Downpour", TemplateDetails::name)
                .returns("[trigger], hail", details -> details.draft().text());
    }

    @Test
    void theTimelineAndTheLibraryOfferWhatIsNewInsteadOfMoving() throws Exception {
        UI.getCurrent().navigate("prompts/" + rain.id().value() + "/versions");
        jonSavesHail();
        assertThat(_find(NativeButton.class)).hasSize(2);
        _click(_get(Button.class, spec -> spec.withText("Show version 3")));
        assertThat(_find(NativeButton.class)).hasSize(3);

        UI.getCurrent().navigate("prompts");
        templates.delete(rain.id());
        acts.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(true);
        _assertOne(Anchor.class, spec -> spec.withText("Rain"));
        _click(_get(Button.class, spec -> spec.withText("Show")));
        _assertNone(Anchor.class, spec -> spec.withText("Rain"));
    }

    @Test
    void aPromptIsCopiedInTheFormOfAToolAndCounted() {
        characters.create(CharacterDraft.of("Ava Lindqvist", "woman", "ohwx woman", ""), null);
        UI.getCurrent().navigate("prompts/" + rain.id().value());
        @SuppressWarnings("unchecked")
        Select<PromptFormat> format = _get(Select.class, spec -> spec.withLabel("Copy as"));

        _setValue(format, PromptFormat.FAL);
        assertThat(_get(TextArea.class, spec -> spec.withLabel("Finished prompt"))
                        .getValue())
                .contains("\"prompt\"")
                .contains("ohwx woman, heavy rain");
        _click(_get(CopyButton.class));

        assertThat(marks.usage(rain.id()).ways()).containsEntry(UsageKind.FAL, 1L);
    }

    @Test
    void combinationsAreCountedListedAndMadeATestSheetPlan() {
        CharacterId ava = characters
                .create(CharacterDraft.of("Ava Lindqvist", "woman", "ohwx woman", ""), null)
                .id();
        PromptId coats = templates
                .create(
                        TemplateDraft.of("Coats", "[trigger] in {coat}, {day|night}")
                                .with(List.of(new PromptVariable("coat", "", List.of("parka", "poncho")))),
                        "")
                .id();
        UI.getCurrent().navigate("prompts/" + coats.value() + "/combinations");

        _assertOne(Paragraph.class, spec -> spec.withText("4 combinations."));
        assertThat(GridKt._size(_get(Grid.class))).isEqualTo(4);
        _click(_get(Button.class, spec -> spec.withText("Use as test sheet prompts…")));
        @SuppressWarnings("unchecked")
        RadioButtonGroup<Boolean> how = _get(RadioButtonGroup.class);
        _setValue(how, true);
        _click(_get(Button.class, spec -> spec.withText("Save plan")));

        assertThat(plans.of(ava).prompts())
                .contains("[trigger] in poncho, night")
                .hasSize(4);
    }

    @Test
    void favouritesAndTagsNarrowTheLibrary() {
        marks.tag(rain.id(), List.of("outdoor"));
        UI.getCurrent().navigate("prompts");
        _find(Button.class).stream()
                .filter(button -> button.getAriaLabel().orElse("").equals("Make Rain a favourite"))
                .forEach(button -> _click(button));

        UI.getCurrent().navigate("prompts", QueryParameters.fromString("favourites=1&tag=outdoor"));

        assertThat(_find(TemplatePanel.class)).hasSize(1);
        _assertOne(Anchor.class, spec -> spec.withText("Rain"));
        assertThat(_find(ComboBox.class).getFirst().getValue()).isEqualTo("outdoor");
    }
}
