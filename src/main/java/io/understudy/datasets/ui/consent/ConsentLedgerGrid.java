package io.understudy.datasets.ui.consent;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.characters.ConsentFile;
import io.understudy.characters.ConsentService;
import io.understudy.datasets.consent.ConsentRoutes;
import io.understudy.datasets.consent.ConsentState;
import io.understudy.datasets.consent.LedgerLine;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.consent.PhotoRevision;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.LazyImage;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.storage.BlobUrls;
import java.util.List;
import java.util.Set;

class ConsentLedgerGrid extends Div {
    private final transient PhotoConsentService consents;
    private final transient ConsentService files;
    private final transient Runnable changed;
    private final Grid<LedgerLine> grid = new Grid<>();
    private final Span chosen = Hint.inline();
    private final Button record = Buttons.primary("Record consent", VaadinIcon.EDIT.create(), event -> record());
    private final Button withdraw = new Button("Withdraw consent", VaadinIcon.BAN.create(), event -> withdraw());
    private final Button reinstate =
            new Button("Reinstate photos", VaadinIcon.ROTATE_LEFT.create(), event -> reinstate());
    private final boolean mayReinstate;

    ConsentLedgerGrid(PhotoConsentService consents, ConsentService files, boolean mayReinstate, Runnable changed) {
        this.consents = consents;
        this.files = files;
        this.mayReinstate = mayReinstate;
        this.changed = changed;
        addClassName("ledger");
        chosen.getElement().setAttribute("aria-live", "polite");
        Div tools = Styled.div("actions", record, withdraw, reinstate, chosen);
        addColumns();
        grid.setSelectionMode(Grid.SelectionMode.MULTI);
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setAllRowsVisible(true);
        grid.addClassName("wraps-when-narrow");
        grid.addSelectionListener(event -> showSelection());
        add(tools, grid);
        showSelection();
    }

    void show(List<LedgerLine> lines) {
        grid.setItems(lines);
        showSelection();
    }

    private void addColumns() {
        grid.addComponentColumn(ConsentLedgerGrid::photo)
                .setHeader("Photo")
                .setWidth("10rem")
                .setFlexGrow(2);
        grid.addComponentColumn(ConsentLedgerGrid::state)
                .setHeader("Consent")
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addComponentColumn(ConsentLedgerGrid::statement)
                .setHeader("Source and terms")
                .setWidth("14rem")
                .setFlexGrow(3);
        grid.addComponentColumn(ConsentLedgerGrid::voucher)
                .setHeader("Vouched by")
                .setFlexGrow(1);
        grid.addComponentColumn(ConsentLedgerGrid::document)
                .setHeader("Document")
                .setFlexGrow(1);
    }

    private static Component photo(LedgerLine line) {
        Image thumbnail = new LazyImage(BlobUrls.of(line.thumbnail()), "");
        Div words = Styled.div("ledger-words", Styled.span("file-name", line.fileName()));
        if (!line.inSet()) {
            words.add(Hint.inline("only in snapshots"));
        }
        return Styled.div("ledger-photo", thumbnail, words);
    }

    private static Component state(LedgerLine line) {
        return switch (line.state()) {
            case MISSING -> new StateBadge(line.state().words(), BadgeTone.WARN, VaadinIcon.WARNING);
            case GIVEN -> new StateBadge(line.state().words(), BadgeTone.GOOD, VaadinIcon.CHECK);
            case WITHDRAWN -> new StateBadge(line.state().words(), BadgeTone.BAD, VaadinIcon.BAN);
        };
    }

    private static Component statement(LedgerLine line) {
        Div words = Styled.div("ledger-words");
        LedgerLine.Withdrawal withdrawal = line.withdrawal();
        if (withdrawal != null) {
            Span by = Hint.inline("by " + withdrawal.by() + ", ");
            by.add(new RelativeTime(withdrawal.at()));
            words.add(new Span("Withdrawn: " + withdrawal.reason()), by);
        }
        LedgerLine.Given given = line.given();
        if (given != null) {
            words.add(
                    new Span(given.basis().label() + ": " + given.source()),
                    Hint.inline(given.terms().isEmpty() ? given.basis().meaning() : given.terms()));
        }
        return words;
    }

    private static Component voucher(LedgerLine line) {
        LedgerLine.Given given = line.given();
        if (given == null) {
            return Hint.inline("nobody");
        }
        Div words = Styled.div("ledger-words", new Span(given.vouchedBy()), new RelativeTime(given.vouchedAt()));
        return words;
    }

    private static Component document(LedgerLine line) {
        LedgerLine.Given given = line.given();
        ConsentFile document = given == null ? null : given.document();
        if (document == null) {
            return Hint.inline("none");
        }
        Anchor link = new Anchor(ConsentRoutes.document(line.photo()), document.name());
        link.getElement().setAttribute("download", true);
        link.setRouterIgnore(true);
        link.setTitle(Formats.bytes(document.size()) + "; each download is written to the audit trail");
        return link;
    }

    private void showSelection() {
        Set<LedgerLine> lines = grid.getSelectedItems();
        boolean some = !lines.isEmpty();
        boolean withdrawn = lines.stream().anyMatch(line -> line.state() == ConsentState.WITHDRAWN);
        boolean usable = lines.stream().anyMatch(line -> line.state() != ConsentState.WITHDRAWN);
        record.setEnabled(some && !withdrawn);
        withdraw.setEnabled(some && usable);
        reinstate.setEnabled(withdrawn && mayReinstate);
        reinstate.setVisible(withdrawn);
        reinstate.setTooltipText(mayReinstate ? null : "Only an admin reinstates a withdrawn photo.");
        chosen.setText(
                some
                        ? Formats.plural(lines.size(), "photo", "photos") + " selected"
                                + (withdrawn && usable ? "; nothing is recorded for withdrawn ones" : "")
                        : "Select photos to record their consent or to withdraw them.");
    }

    private void record() {
        new ConsentDialog(consents, files, List.copyOf(grid.getSelectedItems()), changed).open();
    }

    private void withdraw() {
        List<PhotoRevision> usable = grid.getSelectedItems().stream()
                .filter(line -> line.state() != ConsentState.WITHDRAWN)
                .map(LedgerLine::revision)
                .toList();
        new WithdrawDialog(consents, usable, changed).open();
    }

    private void reinstate() {
        List<PhotoRevision> photos =
                grid.getSelectedItems().stream().map(LedgerLine::revision).toList();
        new ConsentReasonDialog(
                        "reinstate/" + ConsentDialog.keyOf(photos),
                        "Reinstate " + WithdrawDialog.these(photos),
                        "They may be used again, and the marks on snapshots, runs and versions go away. In the dataset"
                                + " they stay left out until someone includes them.",
                        "Why may they be used again?",
                        "Reinstate photos",
                        reason -> {
                            consents.reinstate(photos, reason);
                            changed.run();
                        })
                .open();
    }
}
