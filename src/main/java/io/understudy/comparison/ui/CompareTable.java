package io.understudy.comparison.ui;

import com.vaadin.flow.component.Tag;
import io.understudy.comparison.RunComparison;
import io.understudy.platform.ui.BrowserElement;
import java.util.function.Consumer;

/**
 * Settings and results in columns, in the browser: what differs from the base run is marked by a sign, weight and
 * colour, and rows are hidden, searched and walked through without asking the server.
 */
@Tag("compare-table")
class CompareTable extends BrowserElement {
    record Look(String rows, String search) {}

    CompareTable(
            RunComparison comparison,
            ComparisonViewState.TableLook look,
            Consumer<ComparisonViewState.TableLook> onLook,
            Consumer<Long> makeBase,
            Consumer<Long> leaveOut) {
        show(comparison);
        getElement().setPropertyBean("view", new Look(look.rows().word(), look.search()));
        on(
                "view-changed",
                Look.class,
                told -> onLook.accept(new ComparisonViewState.TableLook(
                        RowChoice.of(told.rows()).orElse(RowChoice.ESSENTIAL), told.search())));
        on("base-chosen", Long.class, makeBase);
        on("run-left-out", Long.class, leaveOut);
    }

    /** Values of the same runs change in their places. */
    final void show(RunComparison comparison) {
        getElement().setPropertyBean("table", TableModel.of(comparison));
    }
}
