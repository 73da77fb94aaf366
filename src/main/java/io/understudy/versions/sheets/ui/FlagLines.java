package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.ui.Formats;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.versions.sheets.flags.FlagId;
import io.understudy.versions.sheets.flags.SheetFlag;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

class FlagLines extends Div {
    record Steps(Consumer<SheetFlag> show, Consumer<SheetFlag> remove) {}

    private final transient Steps steps;
    private final transient Function<SheetFlag, String> place;

    FlagLines(Steps steps, Function<SheetFlag, String> place) {
        this.steps = steps;
        this.place = place;
        addClassName("flag-lines");
    }

    /** @param removable those that may be taken away by the viewer */
    void show(List<SheetFlag> flags, Set<FlagId> removable) {
        removeAll();
        OrderedList list = new OrderedList();
        list.addClassName("flag-list");
        flags.stream().filter(SheetFlag::counts).forEach(flag -> list.add(line(flag, removable.contains(flag.id()))));
        add(list);
        List<SheetFlag> past = flags.stream().filter(flag -> !flag.counts()).toList();
        if (!past.isEmpty()) {
            Details details = new Details(Formats.plural(past.size(), "flag", "flags") + " that no longer count");
            past.forEach(flag -> details.add(new Paragraph(past(flag))));
            details.addClassName("taken-back");
            add(details);
        }
    }

    private ListItem line(SheetFlag flag, boolean removable) {
        Span number = new Span(Integer.toString(flag.number()));
        number.addClassName("flag-number");
        Span who = new Span(new Span(flag.flaggedByName() + ", "), new RelativeTime(flag.flaggedAt()));
        who.addClassName("secondary-text");
        Span kind = new Span(flag.kind().words());
        kind.addClassName("flag-kind");
        Div words = new Div(kind);
        words.addClassName("words");
        String where = place.apply(flag);
        if (!where.isEmpty()) {
            Span line = new Span(where);
            line.addClassName("secondary-text");
            words.add(line);
        }
        if (!flag.note().isEmpty()) {
            words.add(new Span(flag.note()));
        }
        words.add(who);
        Button show = small("Show", click -> steps.show().accept(flag));
        show.setAriaLabel("Show flag " + flag.number());
        Div actions = new Div(show);
        actions.addClassName("actions");
        if (removable) {
            Button remove = small("Remove…", click -> steps.remove().accept(flag));
            remove.setAriaLabel("Remove flag " + flag.number());
            actions.add(remove);
        }
        ListItem line = new ListItem(number, words, actions);
        line.addClassName("flag-line");
        return line;
    }

    private static Button small(String words, ComponentEventListener<ClickEvent<Button>> step) {
        Button button = new Button(words, step);
        button.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.TERTIARY);
        return button;
    }

    private static String past(SheetFlag flag) {
        SheetFlag.Removal removal = flag.removal();
        String what = "%d. %s, by %s".formatted(flag.number(), flag.words(), flag.flaggedByName());
        return removal == null
                ? what + ": the place now shows another picture."
                : "%s: %s removed it %s: %s"
                        .formatted(what, removal.by(), Formats.exact(removal.at()), removal.reason());
    }
}
