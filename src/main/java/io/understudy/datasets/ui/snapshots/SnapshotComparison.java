package io.understudy.datasets.ui.snapshots;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.snapshots.SnapshotDiff;
import io.understudy.datasets.snapshots.SnapshotLine;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Styled;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Pageable;

class SnapshotComparison extends Composite<Div> {
    private static final String NOW = "the current dataset";

    private final ComboBox<SnapshotLine> from = new ComboBox<>("From");
    private final ComboBox<SnapshotLine> to = new ComboBox<>("To");
    private final transient BiConsumer<String, String> open;

    /**
     * @param lines a page of the snapshots that match what is typed
     * @param before the newest, where none is chosen
     * @param after null for the current dataset
     * @param open shows two others, by the beginnings of their ids; an empty one is the current dataset
     */
    SnapshotComparison(
            DatasetService datasets,
            BiFunction<String, Pageable, List<SnapshotLine>> lines,
            SnapshotLine before,
            @Nullable SnapshotLine after,
            BiConsumer<String, String> open) {
        this.open = open;
        to.setPlaceholder(NOW);
        to.setClearButtonVisible(true);
        for (ComboBox<SnapshotLine> choice : List.of(from, to)) {
            choice.setWidth("22rem");
            choice.setItemsPageable((page, text) -> lines.apply(text, page));
            choice.setItemLabelGenerator(SnapshotComparison::inWords);
        }
        from.setValue(before);
        to.setValue(after);
        from.addValueChangeListener(event -> openChosen());
        to.addValueChangeListener(event -> openChosen());
        Button swap =
                Buttons.icon(VaadinIcon.EXCHANGE.create(), "Swap the two", event -> open.accept(id(to), id(from)));
        swap.setEnabled(after != null);
        Div choice = Styled.div("actions snapshot-choice", from, swap, to);
        getContent().addClassName("panel");
        getContent().add(new H2("What changed"), choice);
        Div result = new Div(new SnapshotDifference(difference(datasets, before, after)));
        result.getElement().setAttribute("role", "status");
        getContent().add(result);
    }

    private static SnapshotDiff difference(DatasetService datasets, SnapshotLine before, @Nullable SnapshotLine after) {
        return after == null
                ? datasets.changesSince(before.snapshot().id())
                : datasets.diff(before.snapshot().id(), after.snapshot().id());
    }

    private void openChosen() {
        open.accept(id(from), id(to));
    }

    private static String id(ComboBox<SnapshotLine> choice) {
        SnapshotLine line = choice.getValue();
        return line == null ? "" : line.snapshot().id().brief();
    }

    private static String inWords(SnapshotLine line) {
        return (line.name() == null ? "" : line.name() + ", ")
                + line.snapshot().id().brief() + ", "
                + Formats.plural(line.snapshot().pictures(), "picture", "pictures");
    }
}
