package io.understudy.audit.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.audit.SettlementService;
import io.understudy.audit.SubjectTrail;
import io.understudy.audit.TrailState;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.identity.ui.ProofDialog;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Panel;

/** Rows of the trail for which nobody signs, until the database is restored or an admin settles them; hidden without any. */
class BrokenRowsPanel extends Div {
    private final transient SubjectTrail trail;
    private final transient SettlementService settlements;
    private final transient Reauthentication passwords;

    BrokenRowsPanel(SubjectTrail trail, SettlementService settlements, Reauthentication passwords) {
        this.trail = trail;
        this.settlements = settlements;
        this.passwords = passwords;
        setId("broken-rows");
        show();
    }

    void show() {
        removeAll();
        TrailState state = trail.state();
        setVisible(state.broken().isPresent());
        state.broken().ifPresent(words -> {
            Panel panel = new Panel(new Span("No version can be signed. " + words));
            panel.addClassName("verify-panel");
            if (!state.more()) {
                UnorderedList list = new UnorderedList();
                state.unsettled().stream().map(this::line).forEach(list::add);
                panel.add(list);
            }
            add(panel);
        });
    }

    private ListItem line(TrailState.BrokenRow row) {
        Button settle = new Button("Settle…", event -> ask(row));
        settle.setAriaLabel("Settle row " + row.sequence());
        return new ListItem(new Span(row.words() + ". "), settle);
    }

    private void ask(TrailState.BrokenRow row) {
        TextArea reason = new TextArea("What happened to this row?");
        reason.setWidthFull();
        reason.setRequiredIndicatorVisible(true);
        DraftKeeper draft = new DraftKeeper("audit/settle/" + row.sequence(), reason);
        ProofDialog dialog = new ProofDialog(
                "Settle row " + row.sequence() + "?",
                "It no longer keeps anyone from signing, as long as it stays as it is now. You become a maker of every"
                        + " version that is not decided yet, so you can neither sign nor approve it. Settle a row only"
                        + " when you know why it changed, and what it was about.",
                "Settle row",
                passwords,
                proof -> {
                    if (ErrorMessages.guard(() -> settlements.settle(row, reason.getValue(), proof))) {
                        draft.saved();
                        Notifications.done("Row " + row.sequence() + " is settled.");
                    }
                    show();
                });
        dialog.add(draft);
        dialog.because("Asked again because others rely on the audit trail.").open();
    }
}
