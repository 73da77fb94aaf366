package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import org.jspecify.annotations.Nullable;

public class PageHeader extends Composite<Div> {
    private final Nav crumbs = new Nav();
    private final Div titleLine = new Div();
    private final Span subtitle = new Span();
    private final Div actions = new Div();
    private final Div secondaries = new Div();
    private final Div primaries = new Div();
    private @Nullable MenuItem moreItem;

    public PageHeader(String text) {
        getContent().addClassName("page-header");
        crumbs.addClassName("crumbs");
        crumbs.setAriaLabel("Breadcrumbs");
        crumbs.setVisible(false);
        titleLine.addClassName("title-line");
        titleLine.add(new H1(text));
        subtitle.addClassName("subtitle");
        actions.addClassName("actions");
        secondaries.addClassName("actions");
        primaries.addClassName("actions");
        actions.add(secondaries, primaries);
        Div row = new Div(titleLine, actions);
        row.addClassName("title-row");
        getContent().add(crumbs, row);
    }

    public PageHeader crumb(String text, String href) {
        if (crumbs.getChildren().findAny().isPresent()) {
            Span separator = new Span("›");
            separator.getElement().setAttribute("aria-hidden", "true");
            crumbs.add(separator);
        }
        crumbs.add(new Anchor(href, text));
        crumbs.setVisible(true);
        return this;
    }

    public PageHeader state(Component... states) {
        titleLine.add(states);
        return this;
    }

    public PageHeader subtitle(String text) {
        return subtitle(new Text(text));
    }

    public PageHeader subtitle(Component... words) {
        subtitle.removeAll();
        subtitle.add(words);
        if (subtitle.getParent().isEmpty()) {
            titleLine.add(subtitle);
        }
        return this;
    }

    public PageHeader primary(Button button) {
        button.addThemeVariants(ButtonVariant.PRIMARY);
        primaries.add(button);
        return this;
    }

    public PageHeader secondary(Component button) {
        secondaries.add(button);
        return this;
    }

    public MenuItem more(String text, Runnable action) {
        MenuItem parent = moreItem;
        if (parent == null) {
            MenuBar menu = new MenuBar();
            menu.addThemeVariants(MenuBarVariant.TERTIARY);
            parent = menu.addItem(VaadinIcon.ELLIPSIS_DOTS_H.create());
            parent.setAriaLabel("More actions");
            moreItem = parent;
            actions.add(menu);
        }
        return parent.getSubMenu().addItem(text, event -> action.run());
    }
}
