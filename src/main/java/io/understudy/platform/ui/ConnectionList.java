package io.understudy.platform.ui;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.search.SearchText;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The connections that admins set up in Settings, each with a page of its own. */
public final class ConnectionList<C> extends Div {
    static final int PAGE_SIZE = 20;

    private final transient List<C> connections;
    private final transient Function<C, String> words;
    private final transient Function<C, ListItem> row;
    private final PagedList list = new PagedList(this::read, Div::new);

    /**
     * With what they are for above them, and the button that adds one below. More than a page of them are searched.
     *
     * @param what they are, in the plural
     * @param words of a connection that are searched: its name and its address
     */
    public ConnectionList(
            String purpose,
            String what,
            List<C> connections,
            Function<C, String> words,
            Function<C, ListItem> row,
            String addLabel,
            Runnable add) {
        this.connections = connections;
        this.words = words;
        this.row = row;
        if (connections.size() > PAGE_SIZE) {
            list.searched(what, "names and addresses");
        }
        list.refresh();
        list.setVisible(!connections.isEmpty());
        addClassName("settings-form");
        add(
                new Hint(purpose),
                list,
                Styled.div("actions", new Button(addLabel, VaadinIcon.PLUS.create(), event -> add.run())));
    }

    private PagedList.Slice read(int page) {
        SearchText text = new SearchText(list.text());
        List<C> found = connections.stream()
                .filter(connection -> text.isIn(words.apply(connection)))
                .toList();
        UnorderedList rows = new UnorderedList();
        rows.addClassName("engine-list");
        found.stream().skip((long) page * PAGE_SIZE).limit(PAGE_SIZE).map(row).forEach(rows::add);
        return new PagedList.Slice(List.of(rows), page, PAGE_SIZE, found.size());
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
