package io.understudy.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.shared.Registration;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.ui.NameChange;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Styled;

class PersonMenu extends Composite<MenuBar> {
    private final Span name = new Span();
    private final Avatar face = new Avatar();
    private Registration following = () -> {};

    PersonMenu(AuthenticationContext authentication) {
        getContent().addThemeVariants(MenuBarVariant.TERTIARY);
        getContent().addClassName("person-menu");
        authentication.getAuthenticatedUser(SignedInPerson.class).ifPresent(person -> fill(person, authentication));
    }

    /** The sign-in has the name of its beginning. */
    void show(String changed) {
        name.setText(changed);
        face.setName(changed);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        following = ComponentUtil.addListener(event.getUI(), NameChange.class, change -> show(change.name()));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        following.remove();
    }

    private void fill(SignedInPerson person, AuthenticationContext authentication) {
        show(person.displayName());
        Div line = Styled.div(
                "person-face",
                face,
                Styled.div("person-words", name, Hint.inline(person.role().label())));
        MenuItem top = getContent().addItem(line);
        SubMenu menu = top.getSubMenu();
        menu.addItem("Profile", event -> UI.getCurrent().navigate("profile"));
        menu.addItem("Access tokens", event -> UI.getCurrent().navigate("tokens"));
        command("Show keyboard shortcuts", menu.addItem("Keyboard shortcuts", event -> new KeyboardDialog().open()));
        menu.addItem("About", event -> UI.getCurrent().navigate("about"));
        SubMenu look = menu.addItem("Theme").getSubMenu();
        command("Theme: system", look.addItem("System", event -> choose(ColorScheme.Value.SYSTEM)));
        command("Theme: light", look.addItem("Light", event -> choose(ColorScheme.Value.LIGHT)));
        command("Theme: dark", look.addItem("Dark", event -> choose(ColorScheme.Value.DARK)));
        command("Sign out", menu.addItem("Sign out", event -> authentication.logout()));
    }

    /** Has the search offer an item. */
    private static void command(String title, MenuItem item) {
        item.getElement().setAttribute("data-command", title);
    }

    private static void choose(ColorScheme.Value scheme) {
        UI.getCurrent().getPage().setColorScheme(scheme);
        // Kept in the browser: it is a choice for this screen, not for the person everywhere.
        UI.getCurrent().getPage().executeJs("localStorage.setItem('understudy.look', $0)", scheme.name());
    }
}
