package io.understudy.identity.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.GridKt;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.identity.People;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.access.AccessTokenDetails;
import io.understudy.identity.access.AccessTokenService;
import io.understudy.identity.access.TokenDraft;
import io.understudy.identity.access.TokenScope;
import io.understudy.identity.accounts.ServiceAccountService;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.SearchField;
import io.understudy.support.ViewTest;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Pageable;

class TokensViewTest extends ViewTest {
    @Autowired
    AccessTokenService tokens;

    @Autowired
    ServiceAccountService services;

    @Test
    void aTokenIsShownOnceAndRevokedForGood() {
        signIn(people.member("Mara"));
        UI.getCurrent().navigate("tokens");
        _click(_get(Button.class, spec -> spec.withText("New token…")));
        _setValue(_get(TextField.class, spec -> spec.withLabel("Machine")), "ComfyUI");
        _setValue(_get(PasswordField.class), "wrong");
        _click(_get(Button.class, spec -> spec.withText("Create token")));
        assertThat(_get(PasswordField.class).isInvalid()).isTrue();

        _setValue(_get(PasswordField.class), People.PASSWORD);
        _click(_get(Button.class, spec -> spec.withText("Create token")));
        String secret = _get(TextArea.class, spec -> spec.withLabel("Token")).getValue();
        assertThat(secret).startsWith(AccessTokenService.PREFIX);
        _click(_get(Button.class, spec -> spec.withText("Done")));
        _assertNone(TextArea.class, spec -> spec.withLabel("Token"));
        assertThat(tokens.admit(secret)).isPresent();

        _click(revokeButton());
        ConfirmDialog dialog = _get(ConfirmDialog.class);
        ComponentUtil.fireEvent(dialog, new ConfirmDialog.ConfirmEvent(dialog, true));
        assertThat(tokens.admit(secret)).isEmpty();
        assertThat(tokens.mine(new SearchText(""), ListOrder.NEWEST, Pageable.ofSize(10)))
                .extracting(AccessTokenDetails::revokedBy)
                .containsExactly("Mara");
    }

    @Test
    @SuppressWarnings("unchecked")
    void aTokenMayDoWhatWasChosenAndIsRotated() {
        signIn(people.member("Mara"));
        UI.getCurrent().navigate("tokens");
        _click(_get(Button.class, spec -> spec.withText("New token…")));
        _setValue(_get(TextField.class, spec -> spec.withLabel("Machine")), "pipeline");
        CheckboxGroup<TokenScope> scopes = _get(CheckboxGroup.class);
        assertThat(scopes.getValue()).containsExactly(TokenScope.RELEASE_READ);
        assertThat(scopes.getGenericDataView().getItems()).doesNotContain(TokenScope.AUDIT);
        assertThat(scopes.getElement().getTextRecursively()).contains("Train", "Launches, cancels");
        _setValue(_get(PasswordField.class), People.PASSWORD);
        _setValue(scopes, Set.of());
        _click(_get(Button.class, spec -> spec.withText("Create token")));
        assertThat(scopes.isInvalid()).isTrue();
        _setValue(scopes, Set.of(TokenScope.READ, TokenScope.TRAIN));
        _click(_get(Button.class, spec -> spec.withText("Create token")));
        String old = secret();
        assertThat(tokens.admit(old).orElseThrow().grant().scopes())
                .containsExactlyInAnyOrder(TokenScope.READ, TokenScope.TRAIN);
        _click(_get(Button.class, spec -> spec.withText("Done")));

        Grid<AccessTokenDetails> grid = _get(Grid.class);
        assertThat(((Span) GridKt._getCellComponent(grid, 0, TokensView.MAY)).getText())
                .isEqualTo("read train");
        _click(_get(
                GridKt._getCellComponent(grid, 0, TokensView.REVOKE), Button.class, spec -> spec.withText("Rotate…")));
        _setValue(_get(PasswordField.class), People.PASSWORD);
        _click(_get(Button.class, spec -> spec.withText("Rotate token")));
        assertThat(tokens.admit(secret())).isPresent();
        assertThat(tokens.admit(old)).isPresent();
    }

    @Test
    @SuppressWarnings("unchecked")
    void aTokenThatEndsSoonIsMarked() {
        SignedInPerson mara = people.signIn(people.member("Mara"));
        for (int days : List.of(8, 6)) {
            tokens.create(
                    new TokenDraft("for " + days + " days", days, Set.of(TokenScope.READ), Set.of()),
                    people.proofOf(mara.accountId()));
        }
        signIn(mara);
        Navigation.open("tokens?token=" + UUID.randomUUID());

        Grid<AccessTokenDetails> grid = _get(Grid.class);

        assertThat(List.of(0, 1))
                .extracting(row -> GridKt._getCellComponent(grid, row, TokensView.STATE)
                        .getElement()
                        .getTextRecursively())
                .containsExactlyInAnyOrder("valid", "ends soon");
    }

    private static String secret() {
        return _get(TextArea.class, spec -> spec.withLabel("Token")).getValue();
    }

    @Test
    void aSearchThatFindsNoTokenIsCleared() {
        signIn(people.member("Mara"));
        Navigation.open("tokens?q=zebra");
        assertThat(_find(H2.class)).extracting(H2::getText).contains("Nothing matches “zebra”");

        _click(_get(Button.class, spec -> spec.withText("Clear search")));

        assertThat(_find(H2.class)).extracting(H2::getText).contains("No token yet");
    }

    @Test
    void onlyAnAdminSeesEverybodys() {
        signIn(people.member("Mara"));
        UI.getCurrent().navigate("tokens");
        assertThat(_find(H2.class)).extracting(H2::getText).doesNotContain("Everyone’s tokens");

        signIn(people.admin("Ines"));
        UI.getCurrent().navigate("team");
        UI.getCurrent().navigate("tokens");
        assertThat(_find(H2.class)).extracting(H2::getText).contains("Everyone’s tokens");
    }

    @Test
    @SuppressWarnings("unchecked")
    void anAdminGivesAServiceAccountATokenAndClosesIt() {
        signIn(people.admin("Ines"));
        UI.getCurrent().navigate("tokens");
        _click(_get(Button.class, spec -> spec.withText("New service account…")));
        _setValue(_get(TextField.class, spec -> spec.withLabel("Name of the service")), "Render farm");
        _click(_get(Button.class, spec -> spec.withText("Create service account")));

        _click(_get(Button.class, spec -> spec.withText("Add token…")));
        CheckboxGroup<TokenScope> scopes = _get(CheckboxGroup.class);
        assertThat(scopes.getGenericDataView().getItems()).containsExactly(TokenScope.READ, TokenScope.RELEASE_READ);
        _setValue(_get(TextField.class, spec -> spec.withLabel("Machine")), "box 1");
        _setValue(_get(PasswordField.class), People.PASSWORD);
        _click(_get(Button.class, spec -> spec.withText("Create token")));
        String secret = secret();
        assertThat(tokens.admit(secret).orElseThrow().person().displayName()).isEqualTo("Render farm via box 1");
        _click(_get(Button.class, spec -> spec.withText("Done")));

        _click(_get(Button.class, spec -> spec.withText("Close…")));
        ConfirmDialog dialog = _get(ConfirmDialog.class);
        ComponentUtil.fireEvent(dialog, new ConfirmDialog.ConfirmEvent(dialog, true));
        assertThat(tokens.admit(secret)).isEmpty();
        _assertNone(Button.class, spec -> spec.withText("Add token…"));
    }

    @Test
    void manyServiceAccountsAreSearched() {
        signIn(people.admin("Ines"));
        for (int number = 1; number <= 6; number++) {
            services.create("Render box " + number);
        }
        UI.getCurrent().navigate("tokens");
        assertThat(_find(Button.class, spec -> spec.withText("Close…"))).hasSize(6);
        SearchField search = _get(
                SearchField.class,
                spec -> spec.withPredicate(
                        field -> field.getAriaLabel().orElse("").equals("Search service accounts by name")));

        _setValue(search, "box 4 ");
        assertThat(_find(Button.class, spec -> spec.withText("Close…"))).hasSize(1);
        _setValue(search, "zebra");
        _click(_get(Button.class, spec -> spec.withText("Clear search")));

        assertThat(_find(Button.class, spec -> spec.withText("Close…"))).hasSize(6);
    }

    @SuppressWarnings("unchecked")
    private static Button revokeButton() {
        Grid<AccessTokenDetails> grid = _get(Grid.class);
        return _get(
                GridKt._getCellComponent(grid, 0, TokensView.REVOKE), Button.class, spec -> spec.withText("Revoke"));
    }
}
