package io.understudy.comparison.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.comparison.ComparedRow;
import io.understudy.comparison.RunComparison;
import io.understudy.training.RunDetails;
import io.understudy.training.RunRoutes;
import io.understudy.training.ui.RunBadge;
import java.util.function.LongConsumer;

/** Settings and results in columns; what differs from the base run is marked by a sign, weight and colour. */
class CompareTable extends Div {
    private final transient RunComparison comparison;
    private final NativeTableBody body = new NativeTableBody();

    /**
     * @param makeBase receives a run's number
     * @param leaveOut receives a run's number
     */
    CompareTable(RunComparison comparison, RowChoice rows, LongConsumer makeBase, LongConsumer leaveOut) {
        this.comparison = comparison;
        addClassName("compare-scroll");
        NativeTableRow heading = new NativeTableRow();
        heading.add(headerCell(new Span("Setting"), "col"));
        for (int run = 0; run < comparison.runs().size(); run++) {
            heading.add(headerCell(runHeading(run, makeBase, leaveOut), "col"));
        }
        NativeTableHeader header = new NativeTableHeader();
        header.add(heading);
        NativeTable table = new NativeTable();
        table.addClassName("compare-table");
        table.add(header, body);
        add(table);
        show(rows);
    }

    final void show(RowChoice rows) {
        body.removeAll();
        comparison.rows().stream().filter(rows::shows).map(this::row).forEach(body::add);
        if (body.getChildren().findAny().isEmpty()) {
            NativeTableCell nothing = new NativeTableCell("These runs do not differ in any setting or result.");
            nothing.getElement()
                    .setAttribute("colspan", String.valueOf(comparison.runs().size() + 1));
            NativeTableRow row = new NativeTableRow();
            row.add(nothing);
            body.add(row);
        }
    }

    private Component runHeading(int position, LongConsumer makeBase, LongConsumer leaveOut) {
        RunDetails run = comparison.runs().get(position);
        Div name = new Div(new Anchor(RunRoutes.of(run.number()), "#" + run.number()), RunBadge.of(run.state()));
        name.addClassName("actions");
        Div tools = new Div();
        tools.addClassName("actions");
        if (position == comparison.base()) {
            Span base = new Span("base");
            base.addClassName("secondary-text");
            tools.add(base);
        } else {
            Button make = new Button("Make base", event -> makeBase.accept(run.number()));
            make.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            make.setAriaLabel("Compare the others to run " + run.number());
            tools.add(make);
        }
        if (comparison.runs().size() > 2) {
            Button remove = new Button(VaadinIcon.CLOSE_SMALL.create(), event -> leaveOut.accept(run.number()));
            remove.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            remove.setAriaLabel("Leave run " + run.number() + " out");
            tools.add(remove);
        }
        Div heading = new Div(name, tools);
        heading.addClassName("compare-run");
        return heading;
    }

    private NativeTableRow row(ComparedRow row) {
        NativeTableRow line = new NativeTableRow();
        line.add(headerCell(new Span(row.label()), "row"));
        for (int run = 0; run < row.values().size(); run++) {
            NativeTableCell cell = new NativeTableCell();
            if (row.isWords()) {
                cell.addClassName("words");
            }
            if (row.differs(run)) {
                cell.addClassName("differs");
                Span mark = new Span("≠ ");
                mark.getElement().setAttribute("aria-label", "differs from the base run:");
                cell.add(mark);
            }
            cell.add(new Span(row.values().get(run).text()));
            if (row.best().isPresent() && row.best().getAsInt() == run) {
                Span best = new Span(" ▼ best");
                best.addClassName("best");
                cell.add(best);
            }
            line.add(cell);
        }
        return line;
    }

    private static NativeTableHeaderCell headerCell(Component content, String scope) {
        NativeTableHeaderCell cell = new NativeTableHeaderCell();
        cell.getElement().setAttribute("scope", scope);
        cell.add(content);
        return cell;
    }
}
