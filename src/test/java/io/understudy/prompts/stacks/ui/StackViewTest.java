package io.understudy.prompts.stacks.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.characters.ui.AdviceText;
import io.understudy.lora.passport.SyntheticLora;
import io.understudy.platform.ui.Page;
import io.understudy.prompting.formats.ComfyModels;
import io.understudy.prompting.formats.PromptFormat;
import io.understudy.prompts.loras.LoraFileDetails;
import io.understudy.prompts.stacks.StackDetails;
import io.understudy.prompts.stacks.StackDraft;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StacksTest;
import io.understudy.providers.comfy.ComfyModelService;
import io.understudy.versions.VersionSignals;
import io.understudy.versions.passports.PassportJob;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Pageable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Tag("view")
class StackViewTest extends StacksTest {
    @Autowired
    VersionSignals changes;

    @Autowired
    PassportJob passports;

    @Autowired
    ComfyModelService comfyModels;

    private static String verdict() {
        return _get(StackVerdict.class).getElement().getTextRecursively();
    }

    private static void open(StackPlan plan) {
        UI.getCurrent().navigate("prompts/stack", QueryParameters.fromString("plan=" + plan.asText()));
    }

    @Test
    void thePlannerSaysHowMuchOfTheBudgetIsLeft() {
        UI.getCurrent().navigate("prompts/stack");
        assertThat(verdict()).contains("Total 1.70").contains("0.10 left");

        _setValue(_find(NumberField.class).getFirst(), 1.2);

        assertThat(verdict()).contains("Total 2.00").contains("over the limit");
        assertThat(_find(BandBadge.class).getFirst().getText()).isEqualTo("Strong");
    }

    @Test
    void whatToLowerIsOneClickAway() {
        open(StackPlan.of("character:0.9,style:0.6,pose:0.5"));

        _click(_find(Button.class).stream()
                .filter(button -> button.getText().startsWith("Lower the"))
                .findFirst()
                .orElseThrow());

        assertThat(_find(NumberField.class)).extracting(NumberField::getValue).containsExactly(0.9, 0.6, 0.3);
        assertThat(verdict()).contains("Total 1.80");
    }

    @Test
    void theGuidesProportionsAreOneClickAway() {
        UI.getCurrent().navigate("prompts/stack", QueryParameters.fromString("plan=character:1.3,style:0.4"));
        assertThat(_find(NumberField.class)).extracting(NumberField::getValue).containsExactly(1.3, 0.4);

        _click(_get(Button.class, spec -> spec.withText("Character alone")));

        assertThat(_find(NumberField.class)).extracting(NumberField::getValue).containsExactly(0.9);
    }

    @Test
    void aStackIsPlannedSavedAndFoundAgain() {
        LoraFileDetails film = style("film.safetensors", 2);
        open(new StackPlan(List.of(character(version, 0.9), style(film, 0.5))));

        _click(_get(Button.class, spec -> spec.withText("Save")));
        _setValue(_get(TextField.class, spec -> spec.withLabel("Name")), "Ava on film");
        _click(_get(Button.class, spec -> spec.withText("Save stack")));

        assertThat(_get(H1.class).getText()).isEqualTo("Ava on film");
        assertThat(stacks.page("ava", Pageable.ofSize(5))).hasSize(1);
        UI.getCurrent().navigate("prompts/stacks");
        assertThat(_find(Anchor.class)).anyMatch(link -> link.getText().equals("Ava on film"));
    }

    @Test
    void aStackThatWasSavedInTheMeantimeIsShownAgainAndNotDeleted() {
        StackPlan plan = new StackPlan(List.of(character(version, 0.9)));
        StackDetails shown = stacks.create(new StackDraft("Ava alone", "", plan));
        UI.getCurrent().navigate("prompts/stacks");
        stacks.save(shown.id(), shown.rowVersion(), new StackDraft("Ava alone", "softer", plan));

        deleteAvaAlone();
        assertThat(text()).contains("softer");
        assertThat(stacks.page("", Pageable.ofSize(5))).hasSize(1);

        deleteAvaAlone();
        assertThat(stacks.page("", Pageable.ofSize(5))).isEmpty();
    }

    private static void deleteAvaAlone() {
        _click(_find(Button.class).stream()
                .filter(button -> button.getAriaLabel().orElse("").equals("Delete Ava alone"))
                .findFirst()
                .orElseThrow());
    }

    @Test
    void anOpenPlannerMarksAVersionThatIsRecalled() throws Exception {
        open(new StackPlan(List.of(character(version, 0.9))));
        assertThat(text()).doesNotContain("is recalled");

        recall(version);
        showChanges();

        assertThat(_get(StackLayerRow.class).getElement().getTextRecursively())
                .contains("is recalled, because photos it was trained on must not be used");
        assertThat(verdict()).contains("not judged, because these LoRAs cannot be used as they are");
    }

    @Test
    void theOpenListOfSavedStacksMarksAVersionThatIsRecalled() throws Exception {
        stacks.create(new StackDraft("Ava alone", "", new StackPlan(List.of(character(version, 0.9)))));
        UI.getCurrent().navigate("prompts/stacks");
        assertThat(text()).contains("Ava alone").doesNotContain("is recalled");

        recall(version);
        showChanges();

        assertThat(text()).contains("is recalled, because photos it was trained on must not be used");
    }

    @Test
    void aChangeOfAnotherVersionLeavesTheRemarksOfTheStackInPlace() throws Exception {
        passports.settled().get(2, TimeUnit.MINUTES);
        open(new StackPlan(List.of(character(version, 0.5), character(version, 0.5))));
        AdviceText remark =
                _find(_find(StackLayerRow.class).getLast(), AdviceText.class).getFirst();

        newVersion(20);
        showChanges();

        assertThat(_find(AdviceText.class)).contains(remark);
    }

    private void showChanges() throws Exception {
        changes.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);
    }

    private static String text() {
        return _get(Page.class).getElement().getTextRecursively();
    }

    @Test
    void theStackIsWrittenForOtherToolsWithItsTriggerWords() {
        LoraFileDetails film = style("film.safetensors", 2);
        open(new StackPlan(List.of(character(version, 0.9), style(film, 0.5))));

        assertThat(_get(TextArea.class, spec -> spec.withLabel("Prompt")).getValue())
                .isEqualTo("ohwx woman, analog film");
        assertThat(_get(Pre.class).getText()).contains("_10steps:0.9>").contains("<lora:film:0.5>");

        @SuppressWarnings("unchecked")
        Select<PromptFormat> form = _get(Select.class, spec -> spec.withLabel("Copy as"));
        _setValue(form, PromptFormat.FAL);

        assertThat(_get(Pre.class).getText()).contains("https://example.org/film.safetensors");
    }

    @Test
    void aGraphForComfyUiLoadsTheTeamsFilesAndAppliesTextEncoderPartsOfALora() {
        signIn(people.admin("Ada"));
        comfyModels.change(new ComfyModels("flux/dev.sft", "fp8_e4m3fn", "l.sft", "t5.sft", "vae.sft"));
        signIn(mara);
        LoraFileDetails both = loraFiles.take(
                "both.safetensors",
                new ByteArrayInputStream(SyntheticLora.withTextEncoder().bytes()));
        open(new StackPlan(List.of(style(both, 0.5), style(style("film.safetensors", 2), 0.5))));

        @SuppressWarnings("unchecked")
        Select<PromptFormat> form = _get(Select.class, spec -> spec.withLabel("Copy as"));
        _setValue(form, PromptFormat.COMFYUI);

        JsonNode graph = JsonMapper.shared().readTree(_get(Pre.class).getText());
        assertThat(graph.at("/20/inputs/lora_name").asString()).isEqualTo("both.safetensors");
        assertThat(graph.at("/20/class_type").asString()).isEqualTo("LoraLoader");
        assertThat(graph.at("/21/class_type").asString()).isEqualTo("LoraLoaderModelOnly");
        assertThat(graph.at("/1/inputs/unet_name").asString()).isEqualTo("flux/dev.sft");
    }

    @Test
    void theLibraryListsFilesWithWhatIsKnownOfThem() {
        style("film.safetensors", 2);

        UI.getCurrent().navigate("prompts/loras");

        assertThat(UI.getCurrent()
                        .getInternals()
                        .getActiveRouterTargetsChain()
                        .getFirst()
                        .getElement()
                        .getTextRecursively())
                .contains("film.safetensors")
                .contains("trigger word “analog film”")
                .contains("CC0");
    }
}
