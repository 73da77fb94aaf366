package io.understudy.versions.sheets.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.BrowserTime;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
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
        Span number = Styled.span("flag-number", Integer.toString(flag.number()));
        Span who = Hint.inline(new Span(flag.flaggedByName() + ", "), new RelativeTime(flag.flaggedAt()));
        Div words = Styled.div("words", Styled.span("flag-kind", flag.kind().words()));
        String where = place.apply(flag);
        if (!where.isEmpty()) {
            words.add(Hint.inline(where));
        }
        if (!flag.note().isEmpty()) {
            words.add(new Span(flag.note()));
        }
        words.add(who);
        Button show = Buttons.inline("Show", click -> steps.show().accept(flag));
        show.setAriaLabel("Show flag " + flag.number());
        Div actions = Styled.div("actions", show);
        if (removable) {
            Button remove = Buttons.inline("Remove…", click -> steps.remove().accept(flag));
            remove.setAriaLabel("Remove flag " + flag.number());
            actions.add(remove);
        }
        ListItem line = new ListItem(number, words, actions);
        line.addClassName("flag-line");
        return line;
    }

    private static String past(SheetFlag flag) {
        SheetFlag.Removal removal = flag.removal();
        String what = "%d. %s, by %s".formatted(flag.number(), flag.words(), flag.flaggedByName());
        return removal == null
                ? what + ": the place now shows another picture."
                : "%s: %s removed it %s: %s"
                        .formatted(what, removal.by(), BrowserTime.exact(removal.at()), removal.reason());
    }
}
