package io.understudy.prompts.playground.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.IconButton;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.PictureTile;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.playground.ExampleService;
import io.understudy.prompts.playground.TemplateExample;
import io.understudy.prompts.templates.PromptId;
import io.understudy.storage.BlobUrls;
import java.util.List;

public class TemplateExamples extends Panel {
    private final transient ExampleService examples;
    private final transient PromptId template;
    private final Div wall = new Div();

    public TemplateExamples(ExampleService examples, PromptId template) {
        super("Examples");
        this.examples = examples;
        this.template = template;
        addClassName("take");
        add(wall);
        show();
    }

    private void show() {
        wall.removeAll();
        List<TemplateExample> found = examples.of(template);
        if (found.isEmpty()) {
            Paragraph nothing =
                    new Hint("None yet. Generate pictures from the filled template in the playground and keep one with"
                            + " the star below it.");
            wall.add(nothing);
        }
        wall.setClassName("take-wall", !found.isEmpty());
        found.forEach(example -> wall.add(tile(example)));
    }

    private PictureTile tile(TemplateExample example) {
        PictureSettings settings = example.settings();
        PlaygroundLink link = new PlaygroundLink(
                example.prompt(),
                example.plan(),
                template,
                example.backend(),
                settings.guidance(),
                settings.steps(),
                settings.width(),
                settings.height(),
                example.seed());
        Anchor again = new Anchor(link.path(), "seed " + example.seed());
        again.setTitle("Open in the playground: " + example.prompt());
        IconButton remove = new IconButton(
                VaadinIcon.TRASH, "Remove the example with seed " + example.seed(), () -> remove(example));
        return new PictureTile(BlobUrls.of(example.picture()), example.prompt())
                .caption(Styled.div("take-caption", again, remove), Hint.inline("kept by " + example.keptBy()));
    }

    private void remove(TemplateExample example) {
        examples.remove(example.id());
        show();
        Notifications.undoable(
                "The example was removed",
                () -> ErrorMessages.guard(() -> {
                    examples.restore(example.id());
                    show();
                }));
    }
}
