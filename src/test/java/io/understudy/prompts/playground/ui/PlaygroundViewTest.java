package io.understudy.prompts.playground.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.BasicUtilsKt;
import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.github.mvysny.kaributesting.v10.NotificationsKt;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.generation.backends.GenerationBackendChoice;
import io.understudy.generation.jobs.FakeGenerationBackend;
import io.understudy.generation.jobs.GenerationSignals;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.KeptChoice;
import io.understudy.platform.ui.PictureTile;
import io.understudy.platform.ui.UnusableBanner;
import io.understudy.prompts.playground.PlaygroundService;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StacksTest;
import io.understudy.versions.VersionSignals;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Pageable;
import tools.jackson.databind.node.JsonNodeFactory;

@Tag("view")
class PlaygroundViewTest extends StacksTest {
    @Autowired
    PlaygroundService playground;

    @Autowired
    GenerationSignals progress;

    @Autowired
    VersionSignals changes;

    private void open() {
        StackPlan plan = new StackPlan(List.of(character(version, 0.9)));
        UI.getCurrent().navigate("prompts/playground", QueryParameters.fromString("plan=" + plan.asText()));
        @SuppressWarnings("unchecked")
        Select<GenerationBackendChoice> backend = _get(Select.class, spec -> spec.withLabel("Backend"));
        backend.setValue(playground.backends().stream()
                .filter(choice -> choice.id().equals(FakeGenerationBackend.ID))
                .findFirst()
                .orElseThrow());
    }

    private static String text() {
        return _get(PlaygroundView.class).getElement().getTextRecursively();
    }

    @Test
    void thePriceIsSaidBeforeAnythingIsAskedFor() {
        open();

        assertThat(text()).contains("4 pictures, about 40 s, costs about $0.14");
        _setValue(_get(TextField.class, spec -> spec.withLabel("Seeds")), "7, x");
        assertThat(_get(TextField.class, spec -> spec.withLabel("Seeds")).getErrorMessage())
                .contains("“x” is no seed");
    }

    @Test
    void picturesArriveWhileOneLooks() throws Exception {
        open();
        _setValue(_get(TextField.class, spec -> spec.withLabel("Seeds")), "7, 42");
        assertThat(_get(TextArea.class, spec -> spec.withLabel("Prompt")).getValue())
                .isEqualTo("ohwx woman");

        _click(_get(Button.class, spec -> spec.withText("Generate pictures")));
        assertThat(text()).contains("0 of 2 pictures generated");
        worker.fill();
        drawing.last().draw(0);
        progress.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(true);

        assertThat(text()).contains("1 of 2 pictures generated").contains("1 of 2 pictures, ");
        assertThat(_find(PictureTile.class).getFirst().getElement().getTextRecursively())
                .contains("seed 7");
        assertThat(_find(Button.class))
                .anyMatch(button -> button.getAriaLabel().orElse("").equals("Keep seed 7 as a template's example"));
    }

    @Test
    void aPictureIsSeenWhileItIsGenerated() throws Exception {
        open();
        _setValue(_get(TextField.class, spec -> spec.withLabel("Seeds")), "7, 42");
        _click(_get(Button.class, spec -> spec.withText("Generate pictures")));
        worker.fill();

        drawing.last().reporter.preview(1, FakeGenerationBackend.png(3), "image/png");
        progress.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(true);

        assertThat(previews()).singleElement().satisfies(image -> {
            assertThat(image.getAlt()).contains("Preview of picture 2");
            assertThat(image.getSrc()).startsWith("generations/").contains("/previews/1?");
        });
        drawing.last().draw(1);
        progress.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(true);

        assertThat(previews()).isEmpty();
    }

    private static List<Image> previews() {
        return _find(Image.class).stream()
                .filter(image -> image.getSrc().contains("/previews/"))
                .toList();
    }

    @Test
    void anOpenFormMarksAChosenVersionThatIsRecalled() throws Exception {
        open();
        assertThat(text()).doesNotContain("is recalled");

        recall(version);
        changes.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);

        assertThat(text()).contains("is recalled, because photos it was trained on must not be used");
    }

    @Test
    void openPicturesAreMarkedWhenTheirVersionIsRecalled() throws Exception {
        open();
        _click(_get(Button.class, spec -> spec.withText("Generate pictures")));
        _assertNone(UnusableBanner.class);
        assertThat(history()).doesNotContain("not usable");

        recall(version);
        changes.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);

        assertThat(_get(UnusableBanner.class).getElement().getTextRecursively())
                .contains("not usable", "is recalled: photos it was trained on must not be used");
        assertThat(history()).contains("not usable");
    }

    @Test
    void numbersThatAreTypedStayWhenABackendIsChosenAfterThem() {
        open();
        @SuppressWarnings("unchecked")
        Select<GenerationBackendChoice> backend = _get(Select.class, spec -> spec.withLabel("Backend"));
        GenerationBackendChoice chosen = backend.getValue();
        int typed = chosen.capabilities().proposed().steps() + 1;
        IntegerField steps = _get(IntegerField.class, spec -> spec.withLabel("Steps"));
        assertThat(keeperOf(steps)).isEqualTo(keeperOf(backend)).hasValue("playground/picture");
        _setValue(steps, typed);

        backend.clear();
        backend.setValue(chosen);
        assertThat(steps.getValue()).isEqualTo(typed);

        _setValue(steps, 1_000_000);
        backend.clear();
        backend.setValue(chosen);
        assertThat(steps.getValue())
                .as("the backend cannot do what was typed")
                .isEqualTo(chosen.capabilities().proposed().steps());
    }

    @Test
    void theLorasOfALostPageAreBack() {
        String plan = new StackPlan(List.of(character(version, 0.9))).asText();
        UI.getCurrent().navigate("prompts/playground");
        KeptChoice kept = _get(KeptChoice.class);
        assertThat(keeperOf(kept)).hasValue("playground/Prompt");
        assertThat(text()).doesNotContain("_10steps 0.9");

        BasicUtilsKt._fireDomEvent(
                kept, "change", JsonNodeFactory.instance.objectNode().put("element.value", plan));
        assertThat(text()).contains("_10steps 0.9");
        assertThat(_get(TextArea.class, spec -> spec.withLabel("Prompt")).getValue())
                .isEqualTo("ohwx woman");

        _click(_get(Button.class, spec -> spec.withText("Add a LoRA")));
        assertThat(kept.getElement().getProperty("value")).startsWith(plan + ",other:");
    }

    private static Optional<String> keeperOf(Component field) {
        return Stream.iterate(Optional.of(field), Optional::isPresent, one -> one.flatMap(Component::getParent))
                .flatMap(Optional::stream)
                .filter(DraftKeeper.class::isInstance)
                .map(keeper -> keeper.getElement().getAttribute("key"))
                .findFirst();
    }

    private static String history() {
        return _get(RenderHistoryPanel.class).getElement().getTextRecursively();
    }

    @Test
    void aDoubleClickDrawsOnce() {
        open();
        _setValue(_get(TextField.class, spec -> spec.withLabel("Seeds")), "7, 42");
        Button render = _get(Button.class, spec -> spec.withText("Generate pictures"));

        _click(render);
        _click(render);
        worker.fill();

        assertThat(drawing.tasks()).hasSize(1);
    }

    @Test
    void twoPromptsAreComparedSideBySide() {
        open();
        _setValue(_get(TextField.class, spec -> spec.withLabel("Seeds")), "7");
        _setValue(_get(TextArea.class, spec -> spec.withLabel("Prompt")), "ohwx woman, rain");
        _click(_get(Button.class, spec -> spec.withText("Compare with a second prompt or stack")));
        assertThat(_get(TextArea.class, spec -> spec.withLabel("Prompt B")).getValue())
                .isEqualTo("ohwx woman, rain");
        _setValue(_get(TextArea.class, spec -> spec.withLabel("Prompt B")), "ohwx woman, snow");

        _click(_get(Button.class, spec -> spec.withText("Generate pictures")));

        assertThat(_find(PairedImages.class)).hasSize(1);
        assertThat(playground.mine("snow", Pageable.ofSize(5)).getContent())
                .singleElement()
                .satisfies(line -> assertThat(line.prompts()).containsExactly("ohwx woman, rain", "ohwx woman, snow"));
        assertThat(text()).contains("ohwx woman, rain ⇆ ohwx woman, snow");
        _click(_get(Button.class, spec -> spec.withText("Remove prompt B")));
        _assertNone(TextArea.class, spec -> spec.withLabel("Prompt B"));
        assertThat(_get(TextArea.class, spec -> spec.withLabel("Prompt")).getValue())
                .isEqualTo("ohwx woman, rain");
    }

    @Test
    void aMistakeIsMarkedInItsFieldOnly() {
        open();
        _setValue(_get(TextArea.class, spec -> spec.withLabel("Prompt")), "ohwx woman, rain");
        _click(_get(Button.class, spec -> spec.withText("Compare with a second prompt or stack")));
        _setValue(_get(TextArea.class, spec -> spec.withLabel("Prompt B")), "");

        _click(_get(Button.class, spec -> spec.withText("Generate pictures")));

        assertThat(_get(TextArea.class, spec -> spec.withLabel("Prompt B")).getErrorMessage())
                .isEqualTo("Write a prompt: it says what the picture shows.");
        assertThat(_get(TextArea.class, spec -> spec.withLabel("Prompt A")).isInvalid())
                .isFalse();
        assertThat(NotificationsKt.getNotifications()).isEmpty();
    }

    @Test
    void whatWasTriedIsPutIntoTheFormAgain() {
        open();
        _setValue(_get(TextArea.class, spec -> spec.withLabel("Prompt")), "ohwx woman, rain");
        _click(_get(Button.class, spec -> spec.withText("Generate pictures")));
        _setValue(_get(TextArea.class, spec -> spec.withLabel("Prompt")), "something else");

        _click(_get(Button.class, spec -> spec.withText("Use again")));

        assertThat(_get(TextArea.class, spec -> spec.withLabel("Prompt")).getValue())
                .isEqualTo("ohwx woman, rain");
    }
}
