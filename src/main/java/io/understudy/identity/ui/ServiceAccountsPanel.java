package io.understudy.identity.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTableRow;
import io.understudy.identity.access.AccessTokenService;
import io.understudy.identity.access.CharacterLookup;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.identity.accounts.ServiceAccount;
import io.understudy.identity.accounts.ServiceAccountService;
import io.understudy.platform.search.SearchText;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Confirmation;
import io.understudy.platform.ui.DataTable;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.SearchField;
import io.understudy.platform.ui.Styled;
import java.util.List;

/** The accounts of machines, for admins. */
class ServiceAccountsPanel extends Panel {
    private static final int FEW = 5;

    private final transient ServiceAccountService services;
    private final transient AccessTokenService tokens;
    private final transient CharacterLookup characters;
    private final transient Reauthentication passwords;
    private final transient Runnable tokensChanged;
    private final SearchField search = new SearchField("Name", "Search service accounts by name");
    private final Div table = new Div();

    ServiceAccountsPanel(
            ServiceAccountService services,
            AccessTokenService tokens,
            CharacterLookup characters,
            Reauthentication passwords,
            Runnable tokensChanged) {
        super(
                "Service accounts",
                new Hint(
                        "For machines that belong to no person, such as render machines. Their tokens only read and fetch"
                                + " releases, and stay valid when a person leaves."));
        this.services = services;
        this.tokens = tokens;
        this.characters = characters;
        this.passwords = passwords;
        this.tokensChanged = tokensChanged;
        Button add =
                new Button("New service account…", event -> new NewServiceAccountDialog(services, this::show).open());
        search.addValueChangeListener(event -> show());
        add(search, table, Styled.div("actions", add));
        show();
    }

    private void show() {
        List<ServiceAccount> all = services.all();
        SearchText text = new SearchText(search.text());
        List<ServiceAccount> found =
                all.stream().filter(service -> text.isIn(service.name())).toList();
        search.setVisible(all.size() > FEW || !search.isEmpty());
        table.removeAll();
        if (!found.isEmpty()) {
            DataTable rows = new DataTable("data-table", "Service", "Since", "");
            found.forEach(service -> add(rows, service));
            table.add(rows);
        } else if (!search.isEmpty()) {
            table.add(search.nothingFound("service accounts", "names", () -> {}));
        }
    }

    private void add(DataTable rows, ServiceAccount service) {
        NativeTableRow row = rows.row(service.name());
        row.addDataCell().add(new RelativeTime(service.createdAt()));
        Button token = Buttons.quiet("Add token…", event -> addToken(service));
        token.setAriaLabel("Add a token for " + service.name());
        Button close = Buttons.quiet("Close…", event -> askToClose(service));
        close.setAriaLabel("Close " + service.name());
        row.addDataCell().add(token, close);
    }

    private void addToken(ServiceAccount service) {
        new NewTokenDialog(
                        "New token for " + service.name(),
                        "token/" + service.id().value(),
                        AccessTokenService.OF_SERVICES,
                        (draft, proof) -> tokens.createFor(service.id(), draft, proof),
                        characters,
                        passwords,
                        tokensChanged)
                .open();
    }

    private void askToClose(ServiceAccount service) {
        Confirmation.ofLoss(
                        "Close “" + service.name() + "”?",
                        "All of its tokens end at once. It cannot be opened again.",
                        "Close service account",
                        () -> {
                            ErrorMessages.guard(() -> services.close(service.id()));
                            show();
                            tokensChanged.run();
                        })
                .open();
    }
}
