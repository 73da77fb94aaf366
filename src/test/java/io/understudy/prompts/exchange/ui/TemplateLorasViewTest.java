package io.understudy.prompts.exchange.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.ComboBoxKt;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.lora.Strength;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.loras.LoraFileDetails;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackDetails;
import io.understudy.prompts.stacks.StackDraft;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StacksTest;
import io.understudy.prompts.stacks.ui.StackPicker;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateLora;
import io.understudy.prompts.templates.TemplateSettings;
import io.understudy.prompts.templates.library.TemplateService;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("view")
class TemplateLorasViewTest extends StacksTest {
    @Autowired
    TemplateService templates;

    private LoraFileDetails film;

    @BeforeEach
    void aStyle() {
        film = style("film-look.safetensors", 1);
    }

    private static String playground() {
        return _get(Anchor.class, spec -> spec.withText("Generate in the playground"))
                .getHref();
    }

    @SuppressWarnings("unchecked")
    private static ComboBox<String> file() {
        for (ComboBox<?> box : _find(ComboBox.class)) {
            if (box.getAriaLabel().orElse("").startsWith("File of the LoRA")) {
                return (ComboBox<String>) box;
            }
        }
        throw new AssertionError("There is no place to choose a LoRA");
    }

    private PromptId open(TemplateSettings settings) {
        var template = templates.create(
                TemplateDraft.of("Rain", "[trigger] [subject], rain").with(settings), "");
        UI.getCurrent().navigate("prompts/" + template.id().value());
        return template.id();
    }

    @Test
    void aLoraIsChosenFromTheLibraryAndGoesAlongToThePlayground() {
        open(TemplateSettings.NONE);
        _click(_get(Button.class, spec -> spec.withText("Add a LoRA")));

        assertThat(ComboBoxKt.getSuggestionItems(file())).containsExactly("film-look");
        _setValue(file(), "film-look");

        assertThat(URLDecoder.decode(playground(), StandardCharsets.UTF_8))
                .contains("character:0.9:" + new LoraRef.Version(version).asText())
                .contains("style:0.5:" + new LoraRef.Imported(film.id()).asText());
    }

    @Test
    void aSavedStackIsTakenOverWithItsStrengths() {
        StackDetails saved = stacks.create(
                new StackDraft("Ava on film", "", new StackPlan(List.of(character(version, 0.85), style(film, 0.45)))));
        PromptId rain = open(TemplateSettings.NONE);

        _setValue(_get(StackPicker.class), saved);
        _click(_get(Button.class, spec -> spec.withText("Save")));
        _setValue(_get(TextField.class, spec -> spec.withLabel("What did you change, and why?")), "As Ava on film");
        _click(_get(Button.class, spec -> spec.withText("Save version 2")));

        assertThat(templates.get(rain).draft().settings().loras())
                .containsExactly(
                        TemplateLora.ofTheCharacter(Strength.of(0.85)),
                        new TemplateLora(StackRole.STYLE, "film-look", Strength.of(0.45)));
    }

    @Test
    void settingsThatTravelAlongArriveInThePlayground() {
        open(new TemplateSettings(ava, List.of(), 4.0, 31, 768, 1024, 4711L));

        String link = playground();
        UI.getCurrent()
                .navigate("prompts/playground", QueryParameters.fromString(link.substring(link.indexOf('?') + 1)));

        // The miniature comes first and generates no such size; it says so, and takes what it can.
        assertThat(_get(TextField.class, spec -> spec.withLabel("Seeds")).getValue())
                .isEqualTo("4711");
        assertThat(_get(NumberField.class, spec -> spec.withLabel("Guidance")).getValue())
                .isEqualTo(4.0);
        assertThat(_get(IntegerField.class, spec -> spec.withLabel("Steps")).getValue())
                .isEqualTo(31);
    }
}
