package io.understudy.platform.ui;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The connections that admins set up in Settings, each with a page of its own. */
public final class ConnectionList {
    private ConnectionList() {}

    /** With what they are for above them, and the button that adds one below. */
    public static <C> Div of(
            String purpose, List<C> connections, Function<C, ListItem> row, String addLabel, Runnable add) {
        UnorderedList list = new UnorderedList();
        list.addClassName("engine-list");
        list.setVisible(!connections.isEmpty());
        connections.forEach(connection -> list.add(row.apply(connection)));
        return Styled.div(
                "settings-form",
                new Hint(purpose),
                list,
                Styled.div("actions", new Button(addLabel, VaadinIcon.PLUS.create(), event -> add.run())));
    }

    /** @param since when it stopped working; it shows unless the connection is paused */
    public static ListItem row(
            Anchor page,
            String kind,
            String limits,
            StateBadge badge,
            @Nullable String pause,
            @Nullable Instant since) {
        Div state = Styled.div("engine-state", badge);
        if (pause != null) {
            state.add(Hint.inline(pause));
        } else if (since != null) {
            state.add(Hint.inline(new Text("since "), new RelativeTime(since)));
        }
        ListItem row = new ListItem(
                Styled.div("engine-name", page, Hint.inline(kind)), Styled.div("secondary-text", limits), state);
        row.addClassName("engine-row");
        return row;
    }
}
