package io.understudy.comparison.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.function.SerializableConsumer;
import io.understudy.comparison.RunComparison;

/**
 * Settings and results in columns, in the browser: what differs from the base run is marked by a sign, weight and
 * colour, and rows are hidden, searched and walked through without asking the server.
 */
@Tag("compare-table")
class CompareTable extends Component {
    record Look(String rows, String search) {}

    CompareTable(
            RunComparison comparison,
            ComparisonViewState.TableLook look,
            SerializableConsumer<ComparisonViewState.TableLook> onLook,
            SerializableConsumer<Long> makeBase,
            SerializableConsumer<Long> leaveOut) {
        getElement()
                .setPropertyBean("table", TableModel.of(comparison))
                .setPropertyBean("view", new Look(look.rows().word(), look.search()));
        getElement()
                .addEventListener("view-changed", event -> {
                    Look told = event.getEventDetail(Look.class);
                    onLook.accept(new ComparisonViewState.TableLook(
                            RowChoice.of(told.rows()).orElse(RowChoice.ESSENTIAL), told.search()));
                })
                .addEventDetail();
        getElement()
                .addEventListener("base-chosen", event -> makeBase.accept(event.getEventDetail(Long.class)))
                .addEventDetail();
        getElement()
                .addEventListener("run-left-out", event -> leaveOut.accept(event.getEventDetail(Long.class)))
                .addEventDetail();
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        attachEvent.getUI().getPage().addJsModule("context://studio/compare-table.js");
    }
}
