package io.understudy.billing.ui;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.billing.CostService;
import io.understudy.billing.Dollars;
import io.understudy.billing.MonthSpend;
import io.understudy.billing.SpendLine;
import io.understudy.billing.SpendService;
import io.understudy.identity.Role;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.CsvLink;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.GridHeight;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Styled;
import jakarta.annotation.security.RolesAllowed;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Route(BillingRoutes.SPEND)
@PageTitle("Costs · Understudy")
@RolesAllowed(Role.MEMBER_ROLE)
class SpendView extends Page implements BeforeEnterObserver {
    private static final int MONTHS = 36;
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);

    private final transient SpendService spend;
    private final transient CostService costs;
    private final Select<YearMonth> months = new Select<>();
    private final Div content = Styled.div("list-content");
    private final PageHeader header = new PageHeader("Costs");
    // Read by the download, which runs outside of the session.
    private transient volatile @Nullable YearMonth shown;

    SpendView(SpendService spend, CostService costs) {
        this.spend = spend;
        this.costs = costs;
        months.setAriaLabel("Month");
        months.setItemLabelGenerator(MONTH::format);
        months.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                Navigation.remember(BillingRoutes.spend(change.getValue()));
                show(change.getValue());
            }
        });
        add(
                header.crumb("Runs", "runs")
                        .secondary(new CsvLink(
                                "Every use of the month",
                                () -> "understudy-costs-" + month() + ".csv",
                                out -> spend.export(month(), out)))
                        .secondary(months),
                content);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        YearMonth asked = event.getLocation()
                .getQueryParameters()
                .getSingleParameter(BillingRoutes.MONTH)
                .map(SpendView::month)
                .orElseGet(spend::thisMonth);
        List<YearMonth> known = spend.months(MONTHS);
        YearMonth month = known.contains(asked) ? asked : known.getFirst();
        months.setItems(known);
        months.setValue(month);
        show(month);
    }

    private static @Nullable YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeParseException none) {
            return null;
        }
    }

    private void show(YearMonth month) {
        shown = month;
        MonthSpend found = spend.month(month);
        header.subtitle(
                found.everybody()
                        ? "What runs and pictures of the whole team cost, month by month in UTC."
                        : "What your runs and pictures cost, month by month in UTC.");
        content.removeAll();
        if (found.lines().isEmpty()) {
            content.add(new EmptyState(
                    VaadinIcon.DOLLAR,
                    "Nothing was spent in " + MONTH.format(month),
                    "Runs and pictures at services that charge appear here with what they were expected to cost and"
                            + " what they did cost. What this server does itself costs nothing."));
            return;
        }
        content.add(new SpendTiles(found.total(), costs.limit()), lines(found), new ChargeGrid(spend, found));
    }

    private static Section lines(MonthSpend found) {
        Grid<SpendLine> grid = new Grid<>();
        GridHeight.fit(grid, found.lines().size());
        if (found.everybody()) {
            grid.addColumn(SpendLine::personName).setHeader("Person").setSortable(true);
        }
        grid.addColumn(line -> line.characterName().isEmpty() ? "no character" : line.characterName())
                .setHeader("Character")
                .setSortable(true);
        number(grid.addColumn(line -> Formats.count(line.sum().uses())))
                .setHeader("Uses")
                .setComparator(line -> line.sum().uses());
        number(grid.addColumn(line -> Dollars.of(line.sum().estimated())))
                .setHeader("Estimated (USD)")
                .setComparator(line -> line.sum().estimated());
        number(grid.addColumn(line -> Dollars.of(line.sum().actual())))
                .setHeader("Actual (USD)")
                .setComparator(line -> line.sum().actual());
        number(grid.addColumn(line -> Dollars.of(line.sum().pending())))
                .setHeader("Not known yet, at most (USD)")
                .setComparator(line -> line.sum().pending());
        grid.setItems(found.lines());
        Paragraph note = new Hint(
                "Estimated is the price when it was sent; actual is what it is known to have"
                        + " cost. What ended without a result may have been charged up to its estimate, until the service says.");
        Section section =
                new Section(new H2(found.everybody() ? "By person and character" : "By character"), grid, note);
        section.addClassName("panel");
        return section;
    }

    private static <T> Grid.Column<T> number(Grid.Column<T> column) {
        return column.setTextAlign(ColumnTextAlign.END)
                .setPartNameGenerator(line -> "numbers")
                .setAutoWidth(true)
                .setFlexGrow(0);
    }

    private YearMonth month() {
        return Objects.requireNonNull(shown, "The page shows no month yet");
    }
}
