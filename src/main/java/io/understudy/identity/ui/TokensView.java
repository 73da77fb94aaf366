package io.understudy.identity.ui;

import com.vaadin.flow.component.button.Button;
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
import io.understudy.identity.access.AccessTokenService;
import io.understudy.identity.access.CharacterLookup;
import io.understudy.identity.access.TokenScope;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.identity.accounts.ServiceAccountService;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.OrderChoice;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.SearchField;
import io.understudy.platform.ui.Styled;
import jakarta.annotation.security.RolesAllowed;
import java.util.Arrays;
import java.util.List;
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
    private final TokenGrid mine;
    private final TokenGrid all;
    private final SearchField search = new SearchField("Search", "Search tokens by name or owner");
    private final OrderChoice order = new OrderChoice("tokens", ListOrder.NEWEST, ListOrder.OLDEST, ListOrder.NAME);
    private final Div own = new Panel();
    private final Div team;
    private final boolean admin;

    TokensView(
            AccessTokenService tokens,
            ServiceAccountService services,
            CharacterLookup characters,
            Reauthentication passwords,
            PublicUrl urls,
            AuthenticationContext authentication) {
        this.tokens = tokens;
        this.admin = authentication.hasRole(Role.ADMIN_ROLE);
        mine = new TokenGrid(tokens, characters, passwords, false, this::refresh);
        all = new TokenGrid(tokens, characters, passwords, true, this::refresh);
        team = new Panel("Everyone’s tokens", all);
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

    private List<TokenScope> scopes() {
        return Arrays.stream(TokenScope.values())
                .filter(scope -> admin || !scope.isForAdmins())
                .toList();
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
            mine.show(count);
            own.add(new H2("Yours"), mine);
        }
        if (admin) {
            team.setVisible(everyones > 0 || search.isEmpty());
            all.show(everyones);
        }
    }
}
