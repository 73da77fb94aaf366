package io.understudy.identity.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.understudy.identity.PublicUrl;
import io.understudy.identity.Role;
import io.understudy.identity.access.AccessTokenDetails;
import io.understudy.identity.access.AccessTokenService;
import io.understudy.identity.access.CharacterLookup;
import io.understudy.identity.access.TokenScope;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.identity.accounts.ServiceAccountService;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.BrowserTime;
import io.understudy.platform.ui.Confirmation;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.GridHeight;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.OrderChoice;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.SearchField;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Pageable;

@Route("tokens")
@PageTitle("Access tokens · Understudy")
@RolesAllowed(Role.MEMBER_ROLE)
class TokensView extends Page implements BeforeEnterObserver {
    static final String REVOKE = "revoke";
    static final String MAY = "may";
    static final String STATE = "state";

    private static final Pageable ONE = Pageable.ofSize(1);

    private final transient AccessTokenService tokens;
    private final transient CharacterLookup characters;
    private final transient Reauthentication passwords;
    private final Grid<AccessTokenDetails> mine = grid(false);
    private final Grid<AccessTokenDetails> all = grid(true);
    private final SearchField search = new SearchField("Search", "Search tokens by name or owner");
    private final OrderChoice order = new OrderChoice("tokens", ListOrder.NEWEST, ListOrder.OLDEST, ListOrder.NAME);
    private final Div own = new Panel();
    private final Div team = new Panel("Everyone’s tokens", all);
    private final boolean admin;

    TokensView(
            AccessTokenService tokens,
            ServiceAccountService services,
            CharacterLookup characters,
            Reauthentication passwords,
            PublicUrl urls,
            AuthenticationContext authentication) {
        this.tokens = tokens;
        this.characters = characters;
        this.passwords = passwords;
        this.admin = authentication.hasRole(Role.ADMIN_ROLE);
        add(
                new PageHeader("Access tokens")
                        .subtitle(
                                "For machines and programs that work in your name, such as a ComfyUI server or a pipeline.")
                        .primary(new Button(
                                "New token…",
                                event -> new NewTokenDialog(
                                                "New access token",
                                                "token",
                                                scopes(),
                                                tokens::create,
                                                characters,
                                                passwords,
                                                this::refresh)
                                        .open())),
                Styled.div("list-tools", search, order),
                own,
                usage(urls));
        order.inAddress(search, this::refresh);
        mine.setItemsPageable(
                page -> tokens.mine(text(), order.getValue(), page).getContent());
        if (admin) {
            all.setItemsPageable(
                    page -> tokens.all(text(), order.getValue(), page).getContent());
            add(team, new ServiceAccountsPanel(services, tokens, characters, passwords, this::refresh));
        }
        refresh();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        search.show(event.getLocation().getQueryParameters());
        order.show(event.getLocation().getQueryParameters());
    }

    private Grid<AccessTokenDetails> grid(boolean withOwner) {
        Grid<AccessTokenDetails> grid = new Grid<>();
        grid.setEmptyStateText("No token here.");
        grid.addClassName("wraps-when-narrow");
        grid.addColumn(AccessTokenDetails::name).setHeader("Name").setAutoWidth(true);
        if (withOwner) {
            grid.addColumn(AccessTokenDetails::owner).setHeader("Owner").setAutoWidth(true);
        }
        grid.addComponentColumn(this::may).setKey(MAY).setHeader("May").setAutoWidth(true);
        grid.addComponentColumn(TokensView::state)
                .setKey(STATE)
                .setHeader("State")
                .setAutoWidth(true);
        grid.addComponentColumn(token -> new RelativeTime(token.createdAt())).setHeader("Created");
        grid.addComponentColumn(token -> new RelativeTime(token.expiresAt())).setHeader("Expires");
        grid.addComponentColumn(token -> time(token.lastUsedAt())).setHeader("Last used");
        grid.addComponentColumn(token -> new Div(rotate(token, withOwner), revoke(token)))
                .setKey(REVOKE)
                .setHeader("Actions")
                .setTextAlign(ColumnTextAlign.END);
        return grid;
    }

    private static Component time(@Nullable Instant at) {
        return at == null ? new Span("never") : new RelativeTime(at);
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

    private List<TokenScope> scopes() {
        return Arrays.stream(TokenScope.values())
                .filter(scope -> admin || !scope.isForAdmins())
                .toList();
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

    private Component rotate(AccessTokenDetails token, boolean ofAnyone) {
        Button rotate =
                new Button("Rotate…", event -> new RotateTokenDialog(token, tokens, passwords, this::refresh).open());
        rotate.setAriaLabel("Rotate " + token.name());
        rotate.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        rotate.setVisible((!ofAnyone || token.ofService()) && token.state() == AccessTokenDetails.State.VALID);
        return rotate;
    }

    private Component revoke(AccessTokenDetails token) {
        Button revoke = new Button("Revoke", event -> {
            Confirmation.ofLoss(
                            "Revoke “" + token.name() + "”?",
                            "The machine that uses it is refused from its next request on.",
                            "Revoke token",
                            () -> {
                                ErrorMessages.guard(() -> tokens.revoke(token.id()));
                                refresh();
                            })
                    .open();
        });
        revoke.setAriaLabel("Revoke " + token.name());
        revoke.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR, ButtonVariant.SMALL);
        revoke.setVisible(token.state() == AccessTokenDetails.State.VALID);
        return revoke;
    }

    private static Div usage(PublicUrl urls) {
        Span command = Styled.span(
                "hash",
                "curl -fOJ -H \"Authorization: Bearer $TOKEN\" "
                        + urls.of("characters/CHARACTER/production/MODEL/file"));
        Paragraph note = new Hint(
                "The page of a version in production shows the address with its character and model. A token"
                        + " opens what its scopes name, of the API as well, and no page: it signs and approves nothing.");
        return new Panel("How a machine uses it", command, note);
    }

    private SearchText text() {
        return new SearchText(search.text());
    }

    private void refresh() {
        long count = tokens.mine(text(), order.getValue(), ONE).getTotalElements();
        long everyones = admin ? tokens.all(text(), order.getValue(), ONE).getTotalElements() : count;
        search.setVisible(everyones > 1 || !search.isEmpty());
        order.setVisible(everyones > 1);
        own.removeAll();
        if (count == 0) {
            own.add(
                    search.isEmpty()
                            ? new EmptyState(
                                    VaadinIcon.KEY,
                                    "No token yet",
                                    "Create one for each machine, so that you can revoke each separately.")
                            : search.nothingFound("your tokens", "names and owners", () -> order.keep(search)));
        } else {
            GridHeight.fit(mine, count);
            mine.getDataProvider().refreshAll();
            own.add(new H2("Yours"), mine);
        }
        if (admin) {
            team.setVisible(everyones > 0 || search.isEmpty());
            GridHeight.fit(all, everyones);
            all.getDataProvider().refreshAll();
        }
    }
}
