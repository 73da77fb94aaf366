package io.understudy.audit.ui;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.audit.AuditFilter;
import io.understudy.audit.AuditRow;
import io.understudy.audit.AuditService;
import io.understudy.audit.SettlementService;
import io.understudy.audit.SubjectTrail;
import io.understudy.audit.daily.DailyTrailCheck;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BrowserTime;
import io.understudy.platform.ui.CsvLink;
import io.understudy.platform.ui.DownloadLink;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.RelativeTime;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.Writer;

@Route("audit")
@PageTitle("Audit · Understudy")
@Menu(title = "Audit", order = 9, icon = "vaadin:clipboard-check")
@RolesAllowed(Role.ADMIN_ROLE)
class AuditView extends Page implements BeforeEnterObserver {
    private final transient AuditService audit;
    private final AuditFilterBar filter;
    private final Grid<AuditRow> rows = new Grid<>();
    private final Span found = Hint.inline();

    AuditView(
            AuditService audit,
            DailyTrailCheck daily,
            SubjectTrail trail,
            SettlementService settlements,
            Reauthentication passwords) {
        this.audit = audit;
        this.filter = new AuditFilterBar(audit, this::refresh);
        BrokenRowsPanel broken = new BrokenRowsPanel(trail, settlements, passwords);
        VerifyPanel verification = new VerifyPanel(audit, broken::show);
        found.getElement().setAttribute("aria-live", "polite");
        showRows();
        add(
                new PageHeader("Audit")
                        .subtitle("Every action, hash-chained; no row can be changed.")
                        .secondary(verification.compare())
                        .secondary(new CsvLink(
                                "Exports the rows that match the filter", () -> "understudy-audit.csv", this::export))
                        .secondary(new DownloadLink(
                                "Export for verification",
                                "Exports all rows with their hashes, for “understudy verify”",
                                "application/jsonl",
                                () -> "understudy-audit.jsonl",
                                audit::exportRows))
                        .primary(verification.button()),
                new DailyCheckPanel(daily.last()),
                broken,
                verification,
                filter,
                found,
                rows);
    }

    private void showRows() {
        rows.setHeight("calc(100vh - 14rem)");
        rows.setMinHeight("22rem");
        rows.addClassName("wraps-when-narrow");
        rows.addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
        rows.addColumn(row -> Formats.count(row.sequence()))
                .setHeader("Row")
                .setTextAlign(ColumnTextAlign.END)
                .setAutoWidth(true)
                .setFlexGrow(0);
        rows.addComponentColumn(row -> new RelativeTime(row.at()))
                .setHeader("When")
                .setWidth("9rem")
                .setFlexGrow(0);
        rows.addColumn(AuditRow::sentence)
                .setHeader("Action")
                .setTooltipGenerator(AuditRow::sentence)
                .setWidth("14rem")
                .setFlexGrow(3);
        rows.addColumn(AuditView::changes)
                .setHeader("Changed")
                .setTooltipGenerator(AuditView::changes)
                .setFlexGrow(2);
        rows.addColumn(row -> row.remoteAddress() == null ? "" : row.remoteAddress())
                .setHeader("From")
                .setWidth("9rem")
                .setFlexGrow(0);
        rows.setItemDetailsRenderer(new ComponentRenderer<>(AuditDetails::new));
        rows.setItems(
                query -> audit.page(filter.value(), filter.order(), query.getOffset(), query.getLimit()).stream(),
                query -> (int) Math.min(Integer.MAX_VALUE, audit.count(filter.value())));
    }

    private static String changes(AuditRow row) {
        return String.join(
                ", ",
                row.after().isEmpty() ? row.before().keySet() : row.after().keySet());
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        filter.read(event.getLocation().getQueryParameters());
        refresh();
    }

    private void refresh() {
        rows.getDataProvider().refreshAll();
        long count = audit.count(filter.value());
        boolean all = filter.value().equals(AuditFilter.ALL);
        found.setText(
                count == 0 && !all
                        ? "No row matches the filter: " + filter.inWords() + "."
                        : Formats.plural(count, "row", "rows") + (all ? "" : " for " + filter.inWords()));
    }

    private void export(Writer out) throws IOException {
        audit.export(filter.asked(), out);
    }

    private static class AuditDetails extends Div {
        AuditDetails(AuditRow row) {
            addClassName("audit-details");
            add(new ChangeTable(row.before(), row.after()));
            Span proof = Hint.inline(BrowserTime.exact(row.at()) + " · " + row.verb() + " · "
                    + row.subject().type() + " " + row.subject().id() + " · SHA-256 " + row.hash());
            add(proof);
        }
    }
}
