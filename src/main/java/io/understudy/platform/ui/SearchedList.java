package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;
import java.util.function.Supplier;

/** Cards page by page below a search field; with messages for an empty list and for a search without results. */
public class SearchedList extends Div {
    public record Found(List<? extends Component> cards, long total) {}

    @FunctionalInterface
    public interface Source {
        /**
         * @param text that was searched for; empty for everything
         * @param page counted from 0
         */
        Found read(String text, int page);
    }

    private final int pageSize;
    private final transient Source source;
    private final transient Supplier<EmptyState> nothing;
    private final String what;
    private final String searched;
    private final TextField search = new TextField();
    private final Div found = new Div();
    private int page;

    /**
     * @param what is listed, in the plural
     * @param searched what the search looks at, in the plural: {@code names, notes and who made them}
     * @param nothing shown while there is nothing at all
     */
    public SearchedList(String what, String searched, int pageSize, Supplier<EmptyState> nothing, Source source) {
        this.what = what;
        this.searched = searched;
        this.pageSize = pageSize;
        this.nothing = nothing;
        this.source = source;
        search.setPlaceholder("Search");
        search.setAriaLabel("Search " + what + " by " + searched);
        search.setTooltipText("Looks at " + searched);
        search.setPrefixComponent(VaadinIcon.SEARCH.create());
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(event -> show(0));
        Div tools = new Div(search);
        tools.addClassName("list-tools");
        found.addClassName("list-content");
        addClassName("searched-list");
        add(tools, found);
        refresh();
    }

    public final void refresh() {
        show(page);
    }

    private void show(int wanted) {
        Found now = source.read(search.getValue(), wanted);
        if (now.cards().isEmpty() && wanted > 0) {
            show(wanted - 1);
            return;
        }
        page = wanted;
        found.removeAll();
        if (now.total() == 0) {
            found.add(search.isEmpty() ? nothing.get() : nothingFound());
            return;
        }
        found.add(List.copyOf(now.cards()));
        found.add(new Pager(page, pageSize, now.total(), this::show));
    }

    private EmptyState nothingFound() {
        return new EmptyState(
                VaadinIcon.SEARCH,
                "Nothing matches “" + search.getValue() + "”",
                "The search among " + what + " looks at " + searched + ".",
                new Button("Clear search", event -> search.clear()));
    }
}
