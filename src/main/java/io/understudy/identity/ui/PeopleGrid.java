package io.understudy.identity.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.identity.Person;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.StateBadge;
import java.util.function.Function;

class PeopleGrid extends Grid<Person> {
    PeopleGrid() {
        addClassName("wraps-when-narrow");
        addColumn(Person::name).setHeader("Name").setWidth("9rem").setFlexGrow(2);
        addColumn(Person::email).setHeader("E-mail").setWidth("11rem").setFlexGrow(2);
        addComponentColumn(person -> new Span(person.role().label())).setHeader("Role");
        addComponentColumn(PeopleGrid::state).setHeader("State");
        addComponentColumn(person ->
                        person.lastLoginAt() == null ? new Span("never") : new RelativeTime(person.lastLoginAt()))
                .setHeader("Last sign-in");
    }

    /** For those who may change people. */
    void addActions(Function<Person, PersonActions> actions) {
        addComponentColumn(actions::apply)
                .setKey("actions")
                .setHeader("Actions")
                .setTextAlign(ColumnTextAlign.END);
    }

    private static Component state(Person person) {
        if (person.active() && person.passwordLinkBy() != null) {
            return new StateBadge("active, to be confirmed", BadgeTone.WARN, VaadinIcon.QUESTION_CIRCLE);
        }
        return person.active()
                ? new StateBadge("active", BadgeTone.GOOD, VaadinIcon.CHECK)
                : new StateBadge("deactivated", BadgeTone.NEUTRAL, VaadinIcon.BAN);
    }
}
