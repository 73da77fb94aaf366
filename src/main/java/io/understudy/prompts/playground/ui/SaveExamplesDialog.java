package io.understudy.prompts.playground.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.KeptChoice;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.playground.ExampleService;
import io.understudy.prompts.playground.RenderDetails;
import io.understudy.prompts.playground.RenderDetails.Place;
import io.understudy.prompts.playground.TemplateChoice;
import io.understudy.prompts.playground.TemplateExample;
import io.understudy.prompts.templates.PromptId;
import io.understudy.storage.BlobUrls;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;

class SaveExamplesDialog extends FormDialog {
    private final transient ExampleService examples;
    private final transient RenderDetails take;
    private final transient Runnable changed;
    private final ComboBox<TemplateChoice> template = new ComboBox<>("Template");
    private final CheckboxGroup<Place> pictures = new CheckboxGroup<>("Pictures");
    private final DraftKeeper draft;

    SaveExamplesDialog(
            ExampleService examples, RenderDetails take, Place first, @Nullable PromptId proposed, Runnable changed) {
        super("Keep as examples", "30rem");
        this.examples = examples;
        this.take = take;
        this.changed = changed;
        template.setItems(
                query -> examples
                        .templates(query.getFilter().orElse(""), PageRequest.of(query.getPage(), query.getPageSize()))
                        .stream());
        template.setItemLabelGenerator(TemplateChoice::name);
        template.setWidthFull();
        template.setRequiredIndicatorVisible(true);
        template.setHelperText("Examples are kept with the template. When another version of a LoRA that they use goes"
                + " into production, they are generated again for the reviewer.");
        if (proposed != null) {
            examples.template(proposed).ifPresent(template::setValue);
        }
        List<Place> drawn = take.drawn();
        pictures.setItems(drawn);
        pictures.setRenderer(new ComponentRenderer<>(this::choice));
        pictures.setValue(Set.of(first));
        pictures.setVisible(drawn.size() > 1);
        pictures.addClassName("keep-choices");
        Button keep = confirm("Keep examples", event -> keep());
        draft = new DraftKeeper(
                "examples/%s/%d-%d".formatted(take.id().value(), first.side(), first.position()),
                template,
                keptTemplate(),
                pictures);
        add(Styled.div("dialog-form", draft));
    }

    private KeptChoice keptTemplate() {
        return KeptChoice.of(
                "Template",
                template,
                chosen -> chosen.id().value().toString(),
                id -> examples.template(new PromptId(UUID.fromString(id))));
    }

    private String words(Place place) {
        String seed = "seed " + take.at(place).seed();
        return take.sides().size() == 1 ? seed : (place.side() == 0 ? "A, " : "B, ") + seed;
    }

    private Div choice(Place place) {
        Image image =
                new Image(BlobUrls.of(Objects.requireNonNull(take.at(place).picture())), "");
        return Styled.div("keep-choice", image, new Span(words(place)));
    }

    private void keep() {
        TemplateChoice chosen = template.getValue();
        template.setInvalid(chosen == null);
        pictures.setInvalid(pictures.isEmpty());
        if (chosen == null) {
            template.setErrorMessage("Choose a template.");
        } else if (pictures.isEmpty()) {
            pictures.setErrorMessage("Select at least one picture.");
        } else {
            ErrorMessages.guard(() -> {
                List<TemplateExample> kept = examples.keep(take.id(), pictures.getValue(), chosen.id());
                draft.saved();
                close();
                changed.run();
                Notifications.undoable(
                        kept.isEmpty()
                                ? "These are examples of “" + chosen.name() + "” already"
                                : Formats.plural(kept.size(), "picture", "pictures") + " kept for “" + chosen.name()
                                        + "”",
                        () -> ErrorMessages.guard(() -> {
                            kept.forEach(example -> examples.remove(example.id()));
                            changed.run();
                        }));
            });
        }
    }
}
