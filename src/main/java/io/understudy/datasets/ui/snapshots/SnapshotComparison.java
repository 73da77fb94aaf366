package io.understudy.datasets.ui.snapshots;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.snapshots.SnapshotDiff;
import io.understudy.datasets.snapshots.SnapshotLine;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Formats;
import io.understudy.platform.ui.Styled;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

class SnapshotComparison extends Composite<Div> {
    private static final String NOW = "the current dataset";

    private final Select<SnapshotLine> from = new Select<>();
    private final Select<SnapshotLine> to = new Select<>();
    private final transient BiConsumer<String, String> open;

    /**
     * @param after null for the current dataset
     * @param open shows two others, by the beginnings of their ids; an empty one is the current dataset
     */
    SnapshotComparison(
            DatasetService datasets,
            List<SnapshotLine> lines,
            @Nullable SnapshotLine before,
            @Nullable SnapshotLine after,
            BiConsumer<String, String> open) {
        this.open = open;
        from.setLabel("From");
        to.setLabel("To");
        to.setEmptySelectionAllowed(true);
        to.setEmptySelectionCaption(NOW);
        for (Select<SnapshotLine> select : List.of(from, to)) {
            select.setWidth("22rem");
            select.setItems(lines);
            select.setItemLabelGenerator(line -> line == null ? NOW : inWords(line));
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
        if (before != null) {
            Div result = new Div(new SnapshotDifference(difference(datasets, before, after)));
            result.getElement().setAttribute("role", "status");
            getContent().add(result);
        }
    }

    private static SnapshotDiff difference(DatasetService datasets, SnapshotLine before, @Nullable SnapshotLine after) {
        return after == null
                ? datasets.changesSince(before.snapshot().id())
                : datasets.diff(before.snapshot().id(), after.snapshot().id());
    }

    private void openChosen() {
        open.accept(id(from), id(to));
    }

    private static String id(Select<SnapshotLine> select) {
        SnapshotLine line = select.getValue();
        return line == null ? "" : line.snapshot().id().brief();
    }

    private static String inWords(SnapshotLine line) {
        return (line.name() == null ? "" : line.name() + ", ")
                + line.snapshot().id().brief() + ", "
                + Formats.plural(line.snapshot().pictures(), "picture", "pictures");
    }
}
