package io.understudy.billing.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.billing.Charge;
import io.understudy.billing.ChargeState;
import io.understudy.billing.Dollars;
import io.understudy.billing.MonthSpend;
import io.understudy.billing.SpendService;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.GridHeight;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

class ChargeGrid extends Section {
    ChargeGrid(SpendService spend, MonthSpend month) {
        addClassName("panel");
        Grid<Charge> grid = new Grid<>();
        GridHeight.fit(grid, month.total().uses());
        grid.addComponentColumn(charge -> new RelativeTime(charge.sentAt()))
                .setHeader("Sent")
                .setWidth("6.5rem")
                .setFlexGrow(0);
        grid.addComponentColumn(ChargeGrid::purpose)
                .setHeader("For")
                .setKey("purpose")
                .setWidth("6rem")
                .setFlexGrow(1);
        grid.addComponentColumn(charge -> badge(charge.state()))
                .setHeader("State")
                .setAutoWidth(true)
                .setFlexGrow(0);
        money(grid.addColumn(charge -> amount(charge.estimated(), "unknown"))).setHeader("Estimated");
        money(grid.addColumn(ChargeGrid::actual)).setHeader("Actual");
        grid.addColumn(charge -> units(charge.billedUnits()))
                .setHeader("Units billed")
                .setTooltipGenerator(charge -> charge.billedUnits() == null
                        ? "The service named no number"
                        : "As the service itself said, in the unit that it charges by")
                .setTextAlign(ColumnTextAlign.END)
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addColumn(Charge::service)
                .setHeader("Service")
                .setTooltipGenerator(Charge::service)
                .setWidth("9rem")
                .setFlexGrow(2);
        if (month.everybody()) {
            grid.addColumn(Charge::personName).setHeader("Person");
        }
        grid.addColumn(Charge::characterName).setHeader("Character");
        grid.setItems(
                query -> spend.charges(month.month(), query.getOffset(), query.getLimit()).stream(),
                query -> Math.toIntExact(month.total().uses()));
        add(new H2("Every use, in US dollars"), grid);
    }

    private static Component purpose(Charge charge) {
        return charge.purpose().matches("Run \\d+")
                ? new Anchor("runs/" + charge.purpose().substring("Run ".length()), charge.purpose())
                : new Span(charge.purpose());
    }

    private static StateBadge badge(ChargeState state) {
        return switch (state) {
            case OPEN -> new StateBadge(state.label(), BadgeTone.INFO, VaadinIcon.HOURGLASS);
            case CHARGED -> new StateBadge(state.label(), BadgeTone.NEUTRAL, VaadinIcon.CHECK);
            case ASSUMED -> new StateBadge(state.label(), BadgeTone.WARN, VaadinIcon.QUESTION_CIRCLE_O);
            case UNCONFIRMED -> new StateBadge(state.label(), BadgeTone.BAD, VaadinIcon.QUESTION_CIRCLE);
            case NOT_CHARGED -> new StateBadge(state.label(), BadgeTone.GOOD, VaadinIcon.BAN);
        };
    }

    private static String units(@Nullable BigDecimal number) {
        return number == null ? "–" : number.stripTrailingZeros().toPlainString();
    }

    /** Never a number that is not known. */
    private static String actual(Charge charge) {
        BigDecimal atMost = charge.atMost();
        return charge.state().isKnown()
                ? amount(charge.actual(), "unknown")
                : charge.state() == ChargeState.OPEN
                        ? "–"
                        : atMost == null ? "not known yet" : "up to " + Dollars.of(atMost);
    }

    private static String amount(@Nullable BigDecimal dollars, String otherwise) {
        return dollars == null ? otherwise : Dollars.of(dollars);
    }

    private static Grid.Column<Charge> money(Grid.Column<Charge> column) {
        return column.setTextAlign(ColumnTextAlign.END).setAutoWidth(true).setFlexGrow(0);
    }
}
