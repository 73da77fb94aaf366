package io.understudy.datasets.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.captions.CaptionFilter;
import io.understudy.datasets.captions.text.TagCount;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Styled;
import java.util.List;

class TagPanel extends Composite<Div> {
    private static final int SHOWN_FIRST = 30;

    private final transient DatasetPageModel model;
    private final Div list = Styled.div("tag-list");

    TagPanel(DatasetPageModel model, List<TagCount> tags, int captions) {
        this.model = model;
        getContent().addClassNames("panel", "tag-panel");
        getContent().add(new H2("Tags"));
        if (tags.isEmpty()) {
            getContent().add(new Hint("The words between commas are counted here."));
            return;
        }
        getContent()
                .add(new Hint("Words between commas, in how many of " + captions
                        + " captions. What always comes is learned with the face; what changes stays free."));
        tags.stream().limit(SHOWN_FIRST).forEach(tag -> list.add(row(tag, captions)));
        getContent().add(list);
        if (tags.size() > SHOWN_FIRST) {
            Button more = new Button("Show all " + tags.size());
            more.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            more.addClickListener(event -> {
                tags.stream().skip(SHOWN_FIRST).forEach(tag -> list.add(row(tag, captions)));
                more.setVisible(false);
            });
            getContent().add(more);
        }
    }

    private Component row(TagCount tag, int captions) {
        NativeButton show = new NativeButton(
                tag.tag(), event -> model.showCaptions(new CaptionFilter(CaptionFilter.Kind.ALL, tag.tag())));
        show.addClassNames("tag-name", "one-line");
        show.setTitle("Show the captions with “" + tag.tag() + "”");
        Div fill = new Div();
        fill.setWidth(Math.round(100f * tag.captions() / Math.max(1, captions)) + "%");
        Div bar = Styled.div("bar", fill);
        bar.getElement().setAttribute("aria-hidden", "true");
        Span count = Styled.span("number", String.valueOf(tag.captions()));
        Button rename = Buttons.inlineIcon(
                VaadinIcon.PENCIL.create(),
                "Rename or remove “" + tag.tag() + "”",
                event -> new RenameTagDialog(model, tag.tag()).open());
        return Styled.div("tag-row", show, bar, count, rename);
    }
}
