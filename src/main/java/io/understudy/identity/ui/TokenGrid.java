package io.understudy.identity.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.identity.access.AccessTokenDetails;
import io.understudy.identity.access.AccessTokenService;
import io.understudy.identity.access.CharacterLookup;
import io.understudy.identity.access.TokenScope;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.BrowserTime;
import io.understudy.platform.ui.Confirmation;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.GridHeight;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import java.util.TreeSet;

/** Access tokens of the person who looks at them, or of everyone. */
class TokenGrid extends Grid<AccessTokenDetails> {
    private final transient AccessTokenService tokens;
    private final transient CharacterLookup characters;
    private final transient Reauthentication passwords;
    private final transient Runnable changed;

    TokenGrid(
            AccessTokenService tokens,
            CharacterLookup characters,
            Reauthentication passwords,
            boolean ofEveryone,
            Runnable changed) {
        this.tokens = tokens;
        this.characters = characters;
        this.passwords = passwords;
        this.changed = changed;
        setEmptyStateText("No token here.");
        addClassName("wraps-when-narrow");
        addColumn(AccessTokenDetails::name).setHeader("Name").setAutoWidth(true);
        if (ofEveryone) {
            addColumn(AccessTokenDetails::owner).setHeader("Owner").setAutoWidth(true);
        }
        addComponentColumn(this::may).setKey(TokensView.MAY).setHeader("May").setAutoWidth(true);
        addComponentColumn(TokenGrid::state)
                .setKey(TokensView.STATE)
                .setHeader("State")
                .setAutoWidth(true);
        addComponentColumn(token -> new RelativeTime(token.createdAt())).setHeader("Created");
        addComponentColumn(token -> new RelativeTime(token.expiresAt())).setHeader("Expires");
        addComponentColumn(
                        token -> token.lastUsedAt() == null ? new Span("never") : new RelativeTime(token.lastUsedAt()))
                .setHeader("Last used");
        addComponentColumn(token -> new Div(rotate(token, ofEveryone), revoke(token)))
                .setKey(TokensView.REVOKE)
                .setHeader("Actions")
                .setTextAlign(ColumnTextAlign.END);
    }

    void show(long count) {
        GridHeight.fit(this, count);
        getDataProvider().refreshAll();
    }

    private Component may(AccessTokenDetails token) {
        Span scopes = new Span(TokenScope.words(token.scopes()));
        if (!token.characters().isEmpty()) {
            int count = token.characters().size();
            scopes.add(" · " + (count == 1 ? "1 character" : count + " characters"));
            scopes.setTitle(String.join(
                    ", ", new TreeSet<>(characters.names(token.characters()).values())));
        }
        return scopes;
    }

    private static StateBadge state(AccessTokenDetails token) {
        return switch (token.state()) {
            case VALID -> {
                StateBadge badge = token.endsSoon()
                        ? new StateBadge("ends soon", BadgeTone.WARN, VaadinIcon.CLOCK)
                        : new StateBadge("valid", BadgeTone.GOOD, VaadinIcon.CHECK);
                if (token.previousUntil() != null) {
                    badge.setTitle("A token from before the last rotations is valid, too, until "
                            + BrowserTime.exact(token.previousUntil()));
                }
                yield badge;
            }
            case EXPIRED -> new StateBadge("expired", BadgeTone.NEUTRAL, VaadinIcon.CLOCK);
            case REVOKED -> {
                StateBadge badge = new StateBadge("revoked", BadgeTone.BAD, VaadinIcon.BAN);
                badge.setTitle("by " + token.revokedBy());
                yield badge;
            }
        };
    }

    private Component rotate(AccessTokenDetails token, boolean ofAnyone) {
        Button rotate = new Button("Rotate…", event -> new RotateTokenDialog(token, tokens, passwords, changed).open());
        rotate.setAriaLabel("Rotate " + token.name());
        rotate.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        rotate.setVisible((!ofAnyone || token.ofService()) && token.state() == AccessTokenDetails.State.VALID);
        return rotate;
    }

    private Component revoke(AccessTokenDetails token) {
        Button revoke = new Button(
                "Revoke",
                event -> Confirmation.ofLoss(
                                "Revoke “" + token.name() + "”?",
                                "The machine that uses it is refused from its next request on.",
                                "Revoke token",
                                () -> {
                                    ErrorMessages.guard(() -> tokens.revoke(token.id()));
                                    changed.run();
                                })
                        .open());
        revoke.setAriaLabel("Revoke " + token.name());
        revoke.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR, ButtonVariant.SMALL);
        revoke.setVisible(token.state() == AccessTokenDetails.State.VALID);
        return revoke;
    }
}
