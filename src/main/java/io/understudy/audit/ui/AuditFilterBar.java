package io.understudy.audit.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.audit.AuditActor;
import io.understudy.audit.AuditFilter;
import io.understudy.audit.AuditService;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.ui.BrowserTime;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.OrderChoice;
import io.understudy.platform.ui.SearchField;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

class AuditFilterBar extends Div {
    private static final String PERSON = "person";
    private static final String VERB = "verb";
    private static final String SUBJECT = "subject";
    private static final String FROM = "from";
    private static final String TO = "to";

    private final ComboBox<AuditActor> person = new ComboBox<>();
    private final ComboBox<String> verb = new ComboBox<>();
    private final TextField subject = new SearchField("Subject", "Name or id of the subject");
    private final DatePicker from = new DatePicker();
    private final DatePicker to = new DatePicker();
    private final OrderChoice order = new OrderChoice("rows", ListOrder.NEWEST, ListOrder.OLDEST);
    private final transient Runnable changed;
    private boolean quiet;
    // The export runs without the session lock, so it reads the filter from here and not from the inputs.
    private final AtomicReference<AuditFilter> asked = new AtomicReference<>(AuditFilter.ALL);

    AuditFilterBar(AuditService audit, Runnable changed) {
        this.changed = changed;
        addClassName("list-tools");
        person.setPlaceholder("Anyone");
        person.setAriaLabel("Person");
        person.setItems(audit.actors());
        person.setItemLabelGenerator(AuditActor::name);
        person.setClearButtonVisible(true);
        verb.setPlaceholder("Any action");
        verb.setAriaLabel("Action");
        verb.setItems(audit.verbs());
        verb.setItemLabelGenerator(item -> item.replace('.', ' ').replace('-', ' '));
        verb.setClearButtonVisible(true);
        from.setPlaceholder("From");
        from.setAriaLabel("From day");
        to.setPlaceholder("To");
        to.setAriaLabel("To day, inclusive");
        person.addValueChangeListener(event -> tell());
        verb.addValueChangeListener(event -> tell());
        subject.addValueChangeListener(event -> tell());
        from.addValueChangeListener(event -> tell());
        to.addValueChangeListener(event -> tell());
        order.addValueChangeListener(event -> tell());
        Button clear = Buttons.quiet("Clear filter", event -> read(QueryParameters.empty()));
        clear.addClickListener(event -> tell());
        add(person, verb, subject, from, to, order, clear);
    }

    private void tell() {
        if (!quiet) {
            asked.set(value());
            changed.run();
            Navigation.keep(address());
        }
    }

    private Map<String, List<String>> address() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        put(
                parameters,
                PERSON,
                person.getValue() == null ? null : person.getValue().id());
        put(parameters, VERB, verb.getValue());
        put(parameters, SUBJECT, subject.getValue().isBlank() ? null : subject.getValue());
        put(parameters, FROM, from.getValue());
        put(parameters, TO, to.getValue());
        order.put(parameters);
        return parameters;
    }

    private static void put(Map<String, List<String>> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, List.of(value.toString()));
        }
    }

    void read(QueryParameters parameters) {
        quiet = true;
        person.setValue(
                parameters.getSingleParameter(PERSON).flatMap(this::known).orElse(null));
        verb.setValue(parameters.getSingleParameter(VERB).orElse(null));
        subject.setValue(parameters.getSingleParameter(SUBJECT).orElse(""));
        from.setValue(day(parameters, FROM));
        to.setValue(day(parameters, TO));
        order.show(parameters);
        quiet = false;
        asked.set(value());
    }

    private Optional<AuditActor> known(String id) {
        return person.getListDataView()
                .getItems()
                .filter(actor -> actor.id().toString().equals(id))
                .findFirst();
    }

    private static @Nullable LocalDate day(QueryParameters parameters, String name) {
        try {
            return parameters.getSingleParameter(name).map(LocalDate::parse).orElse(null);
        } catch (DateTimeParseException noDay) {
            return null;
        }
    }

    ListOrder order() {
        return order.getValue();
    }

    AuditFilter value() {
        UUID actor = person.getValue() == null ? null : person.getValue().id();
        return new AuditFilter(
                actor,
                verb.getValue(),
                subject.getValue(),
                start(from.getValue()),
                start(to.getValue() == null ? null : to.getValue().plusDays(1)));
    }

    /** The filter that the page shows, readable from any thread. */
    AuditFilter asked() {
        return asked.get();
    }

    private static @Nullable Instant start(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(BrowserTime.zone()).toInstant();
    }

    String inWords() {
        List<String> parts = new ArrayList<>();
        if (person.getValue() != null) {
            parts.add("person " + person.getValue().name());
        }
        if (verb.getValue() != null) {
            parts.add("action " + verb.getValue());
        }
        if (!subject.getValue().isBlank()) {
            parts.add("subject “" + subject.getValue() + "”");
        }
        if (from.getValue() != null) {
            parts.add("from " + from.getValue());
        }
        if (to.getValue() != null) {
            parts.add("to " + to.getValue());
        }
        return String.join(", ", parts);
    }
}
