package io.understudy.datasets.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import io.understudy.datasets.captions.CaptionFilter;
import io.understudy.datasets.captions.CaptionHistory;
import io.understudy.datasets.captions.CaptionStep;
import io.understudy.platform.ui.SearchField;
import io.understudy.platform.ui.Styled;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

class CaptionBar extends Composite<Div> {
    private final transient DatasetPageModel model;
    private transient CaptionFilter filter;
    private final Button all;
    private final Button undo = new Button(
            VaadinIcon.ARROW_BACKWARD.create(), event -> model().captions().undo(model()));
    private final Button redo = new Button(
            VaadinIcon.ARROW_FORWARD.create(), event -> model().captions().redo(model()));

    CaptionBar(DatasetPageModel model, CaptionFilter filter) {
        this.model = model;
        this.filter = filter;
        all = new Button("Show all captions", event -> model.showCaptions());
        undo.setText("Undo");
        redo.setText("Redo");
        Div change = Styled.div(
                "actions",
                undo,
                redo,
                new Button("Propose", event -> new ProposalDialog(model).open()),
                new Button("Describe", event -> model.captioning().ask(model.character())),
                new Button("Find and replace", event -> new ReplaceDialog(model).open()),
                new Button("Before and after", event -> new AffixDialog(model).open()));
        Div which = Styled.div("actions", all, kinds(), search());
        getContent().addClassNames("title-row", "caption-bar");
        getContent().add(change, which);
        Shortcuts.addShortcutListener(this, () -> model.captions().undo(model), Key.KEY_Z, KeyModifier.ALT);
        Shortcuts.addShortcutListener(
                this, () -> model.captions().redo(model), Key.KEY_Z, KeyModifier.ALT, KeyModifier.SHIFT);
        refresh();
        show(filter);
    }

    /** What is typed into the search stays as it is. */
    final void show(CaptionFilter wanted) {
        filter = wanted;
        all.setVisible(!wanted.only().isEmpty());
    }

    final void refresh() {
        CaptionHistory history = model.captions().history(model);
        name(undo, "Undo", "Alt+Z", history.undo());
        name(redo, "Redo", "Alt+Shift+Z", history.redo());
    }

    private DatasetPageModel model() {
        return model;
    }

    private static void name(Button button, String verb, String key, @Nullable CaptionStep step) {
        button.setEnabled(step != null);
        String words = step == null ? "Nothing to " + verb.toLowerCase(Locale.ROOT) : verb + ": " + step.words();
        button.setTooltipText(words + " (" + key + ")");
        button.setAriaLabel(words);
    }

    private Select<CaptionFilter.Kind> kinds() {
        Select<CaptionFilter.Kind> select = new Select<>();
        select.setAriaLabel("Show");
        select.setItems(CaptionFilter.Kind.values());
        select.setItemLabelGenerator(CaptionFilter.Kind::label);
        select.setValue(filter.kind());
        select.addValueChangeListener(event -> model.showCaptions(new CaptionFilter(event.getValue(), filter.text())));
        return select;
    }

    private SearchField search() {
        SearchField search = new SearchField("Search", "Search in captions and file names");
        search.setWidth("12rem");
        search.setValue(filter.text());
        search.addValueChangeListener(
                event -> model.searchCaptions(new CaptionFilter(filter.kind(), event.getValue())));
        return search;
    }
}
