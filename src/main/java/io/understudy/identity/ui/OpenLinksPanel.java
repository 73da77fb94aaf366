package io.understudy.identity.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import io.understudy.identity.accounts.InvitationService;
import io.understudy.identity.accounts.OpenInvitation;
import io.understudy.identity.accounts.OpenPasswordLink;
import io.understudy.platform.ui.Confirmation;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.GridHeight;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Links that were given out and are not used yet; hidden while there are none. */
final class OpenLinksPanel<L> extends Panel {
    private final Grid<L> links;

    private OpenLinksPanel(String heading, Grid<L> links) {
        super(heading, links);
        this.links = links;
        links.addClassName("wraps-when-narrow");
        setVisible(false);
    }

    static OpenLinksPanel<OpenInvitation> invitations(InvitationService invitations, Runnable changed) {
        Grid<OpenInvitation> grid = new Grid<>();
        grid.addColumn(OpenInvitation::label).setHeader("For");
        grid.addColumn(invitation -> invitation.role().label()).setHeader("Role");
        grid.addColumn(OpenInvitation::madeBy).setHeader("Created by");
        addTimes(grid, OpenInvitation::createdAt, OpenInvitation::expiresAt);
        addWithdrawal(grid, link -> withdrawal(invitations, link.id(), "the invitation of " + link.label(), changed));
        return new OpenLinksPanel<>("Open invitations", grid);
    }

    static OpenLinksPanel<OpenPasswordLink> passwords(InvitationService invitations, Runnable changed) {
        Grid<OpenPasswordLink> grid = new Grid<>();
        grid.addColumn(OpenPasswordLink::name).setHeader("For");
        grid.addColumn(OpenPasswordLink::email).setHeader("E-mail");
        grid.addColumn(OpenPasswordLink::madeBy).setHeader("Created by");
        addTimes(grid, OpenPasswordLink::createdAt, OpenPasswordLink::expiresAt);
        addWithdrawal(grid, link -> withdrawal(invitations, link.id(), "the link of " + link.name(), changed));
        return new OpenLinksPanel<>("Open links for a new password", grid);
    }

    private static <L> void addTimes(Grid<L> grid, Function<L, Instant> created, Function<L, Instant> expires) {
        grid.addComponentColumn(link -> new RelativeTime(created.apply(link))).setHeader("Created");
        grid.addComponentColumn(link -> new RelativeTime(expires.apply(link))).setHeader("Expires");
    }

    private static <L> void addWithdrawal(Grid<L> grid, Function<L, Button> withdrawal) {
        grid.addComponentColumn(withdrawal::apply)
                .setKey("withdraw")
                .setHeader("Actions")
                .setTextAlign(ColumnTextAlign.END);
    }

    private static Button withdrawal(InvitationService invitations, UUID link, String what, Runnable changed) {
        Button withdraw = new Button(
                "Withdraw",
                event -> Confirmation.ofLoss(
                                "Withdraw " + what + "?",
                                "Nobody can use the link any longer. It cannot be restored, only replaced by a new"
                                        + " one.",
                                "Withdraw link",
                                () -> {
                                    ErrorMessages.guard(() -> invitations.withdraw(link));
                                    changed.run();
                                })
                        .open());
        withdraw.setAriaLabel("Withdraw " + what);
        withdraw.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        return withdraw;
    }

    void show(List<L> open) {
        links.setItems(open);
        GridHeight.fit(links, open.size());
        setVisible(!open.isEmpty());
    }
}
