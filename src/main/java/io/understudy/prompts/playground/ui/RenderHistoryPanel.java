package io.understudy.prompts.playground.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.IconButton;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Pager;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.prompts.playground.PlaygroundService;
import io.understudy.prompts.playground.RenderSummary;
import io.understudy.storage.BlobUrls;
import org.springframework.data.domain.PageRequest;

class RenderHistoryPanel extends Div {
    private static final int PAGE_SIZE = 12;

    private final transient PlaygroundService playground;
    private final TextField search = new TextField();
    private final Div found = new Div();
    private int shown;

    RenderHistoryPanel(PlaygroundService playground) {
        this.playground = playground;
        addClassName("panel");
        search.setPlaceholder("Prompt or LoRA");
        search.setAriaLabel("Search what you have tried");
        search.setPrefixComponent(VaadinIcon.SEARCH.create());
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(event -> show(0));
        Div head = new Div(new H2("What you have tried"), search);
        head.addClassName("title-row");
        found.addClassName("take-history");
        add(head, found);
        show(0);
    }

    void refresh() {
        show(shown);
    }

    final void show(int page) {
        shown = page;
        found.removeAll();
        var result = playground.mine(search.getValue(), PageRequest.of(page, PAGE_SIZE));
        if (result.getTotalElements() == 0) {
            Paragraph nothing = new Paragraph(
                    search.isEmpty()
                            ? "Nothing yet. What you generate is kept here, with its prompt, LoRAs, settings and seeds."
                            : "Nothing that you have tried matches “" + search.getValue() + "”.");
            nothing.addClassName("secondary-text");
            found.add(nothing);
            return;
        }
        result.forEach(take -> found.add(row(take)));
        found.add(new Pager(page, PAGE_SIZE, result.getTotalElements(), this::show));
    }

    private Div row(RenderSummary take) {
        Div pictures = new Div();
        pictures.addClassName("take-thumbnails");
        take.thumbnails().forEach(hash -> {
            Image image = new Image(BlobUrls.of(hash), "");
            image.getElement().setAttribute("loading", "lazy").setAttribute("decoding", "async");
            pictures.add(image);
        });
        String words = String.join(" ⇆ ", take.prompts());
        Anchor open = new Anchor(PlaygroundRoutes.of(take.id()), words);
        Span state = new Span(
                new Span(take.drawn() + " of " + take.pictures() + " pictures, "), new RelativeTime(take.askedAt()));
        state.addClassName("secondary-text");
        Div text = new Div(open, state);
        text.addClassName("take-words");
        IconButton remove = new IconButton(VaadinIcon.TRASH, "Remove from the history: " + words, () -> remove(take));
        Div row = new Div(pictures, text, remove);
        row.addClassName("take-row");
        return row;
    }

    private void remove(RenderSummary take) {
        playground.remove(take.id());
        show(0);
        Notifications.undoable(
                "Removed from your history",
                () -> ErrorMessages.guard(() -> {
                    playground.restore(take.id());
                    show(0);
                }));
    }
}
