package io.understudy.datasets.ui;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.understudy.datasets.CaptionFilter;
import io.understudy.datasets.CaptionHistory;
import io.understudy.datasets.CaptionStep;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

class CaptionBar extends Composite<Div> {
    private final transient DatasetDesk desk;
    private final Button undo = new Button(VaadinIcon.ARROW_BACKWARD.create(), event -> desk().undo());
    private final Button redo = new Button(VaadinIcon.ARROW_FORWARD.create(), event -> desk().redo());

    CaptionBar(DatasetDesk desk, CaptionFilter filter) {
        this.desk = desk;
        undo.setText("Undo");
        redo.setText("Redo");
        Div change = new Div(
                undo,
                redo,
                new Button("Propose", event -> new ProposalDialog(desk).open()),
                new Button("Find and replace", event -> new ReplaceDialog(desk).open()),
                new Button("Before and after", event -> new AffixDialog(desk).open()));
        change.addClassName("actions");
        Div which = new Div(kinds(filter), search(filter));
        which.addClassName("actions");
        if (!filter.only().isEmpty()) {
            which.addComponentAsFirst(new Button("Show all captions", event -> desk.showCaptions()));
        }
        getContent().addClassNames("title-row", "caption-bar");
        getContent().add(change, which);
        Shortcuts.addShortcutListener(this, desk::undo, Key.KEY_Z, KeyModifier.ALT);
        Shortcuts.addShortcutListener(this, desk::redo, Key.KEY_Z, KeyModifier.ALT, KeyModifier.SHIFT);
        refresh();
    }

    final void refresh() {
        CaptionHistory history = desk.captions().undo().history(desk.character().id());
        name(undo, "Undo", "Alt+Z", history.undo());
        name(redo, "Redo", "Alt+Shift+Z", history.redo());
    }

    private DatasetDesk desk() {
        return desk;
    }

    private static void name(Button button, String verb, String key, @Nullable CaptionStep step) {
        button.setEnabled(step != null);
        String words = step == null ? "Nothing to " + verb.toLowerCase(Locale.ROOT) : verb + ": " + step.words();
        button.setTooltipText(words + " (" + key + ")");
        button.setAriaLabel(words);
    }

    private Select<CaptionFilter.Kind> kinds(CaptionFilter filter) {
        Select<CaptionFilter.Kind> select = new Select<>();
        select.setAriaLabel("Show");
        select.setItems(CaptionFilter.Kind.values());
        select.setItemLabelGenerator(CaptionFilter.Kind::label);
        select.setValue(filter.kind());
        select.addValueChangeListener(event -> desk.showCaptions(new CaptionFilter(event.getValue(), filter.text())));
        return select;
    }

    private TextField search(CaptionFilter filter) {
        TextField search = new TextField();
        search.setAriaLabel("Search in captions and file names");
        search.setPlaceholder("Search");
        search.setPrefixComponent(VaadinIcon.SEARCH.create());
        search.setClearButtonVisible(true);
        search.setWidth("12rem");
        search.setValue(filter.text());
        search.setValueChangeMode(ValueChangeMode.ON_CHANGE);
        search.addValueChangeListener(event -> desk.showCaptions(new CaptionFilter(filter.kind(), event.getValue())));
        return search;
    }
}
