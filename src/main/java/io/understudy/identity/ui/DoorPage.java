package io.understudy.identity.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import io.understudy.identity.security.SignIn;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.Styled;

/** A page for those who are not signed in; the token in its address lets them in. */
public abstract class DoorPage extends Page implements BeforeEnterObserver {
    private final Div card = Styled.div("door-card");
    private final transient SignIn signIn;

    protected DoorPage(SignIn signIn) {
        this.signIn = signIn;
        getContent().addClassName("door");
        add(card);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        card.removeAll();
        card.add(new Wordmark());
        ask(event, event.getRouteParameters().get("token").orElse(""));
    }

    protected abstract void ask(BeforeEnterEvent event, String token);

    protected final void show(Component... content) {
        card.add(content);
    }

    /** @param path of the page that is opened then */
    protected final void enter(String email, String password, String path) {
        signIn.now(email, password);
        getUI().ifPresent(ui -> ui.getPage().setLocation(path));
    }
}
