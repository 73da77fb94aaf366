package io.understudy.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.text.Formats;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;

/**
 * A page of a long list above "25–48 of 130" between two buttons, with a message for an empty list; may be searched and
 * sorted.
 */
public class PagedList extends Div {
    /**
     * @param page counted from 0
     * @param size of a page
     * @param total number of things on all pages
     * @param rows the same as the items or within them, for a list that follows what others change
     */
    public record Slice(
            Collection<? extends Component> items, int page, int size, long total, List<LiveListing.Row> rows) {
        public Slice {
            rows = List.copyOf(rows);
        }

        public Slice(Collection<? extends Component> items, int page, int size, long total) {
            this(items, page, size, total, List.of());
        }

        /**
         * Of a list that follows what others change.
         *
         * @param key which thing it is
         * @param item is made again for a thing that is no longer equal
         */
        public static <T> Slice of(
                Page<T> page, Function<? super T, ?> key, Function<? super T, ? extends Component> item) {
            List<LiveListing.Row> rows = page.getContent().stream()
                    .map(thing -> row(key.apply(thing), thing, item.apply(thing)))
                    .toList();
            return new Slice(
                    rows.stream().<Component>map(row -> row.component().get()).toList(),
                    page.getNumber(),
                    page.getSize(),
                    page.getTotalElements(),
                    rows);
        }

        private static LiveListing.Row row(Object key, Object thing, Component item) {
            return new LiveListing.Row(key, thing, () -> item);
        }

        /** The same rows inside of something. */
        public Slice within(Function<Collection<? extends Component>, Collection<? extends Component>> around) {
            return new Slice(around.apply(items), page, size, total, rows);
        }

        public static <T> Slice of(Page<T> page, Function<? super T, ? extends Component> item) {
            return new Slice(
                    page.<Component>map(item::apply).getContent(),
                    page.getNumber(),
                    page.getSize(),
                    page.getTotalElements());
        }
    }

    private static final String PAGE = "page";
    /** Tags that take the focus and open something. */
    private static final Set<String> OPENERS = Set.of("a", "button", "vaadin-button");

    private static final int NO_ROW = -1;

    private final transient IntFunction<Slice> source;
    private transient Supplier<? extends Component> nothing;
    private transient IntConsumer open = this::turn;
    private transient @Nullable Consumer<Map<String, List<String>>> address;
    private final SearchField search = new SearchField("Search", "Search");
    private @Nullable OrderChoice order;
    private final Div tools = Styled.div("list-tools");
    private final Div found = Styled.div("list-content");
    private final transient LiveListing rows = new LiveListing();
    private @Nullable ChangeOffer offer;
    private boolean shown;
    private int current = NO_ROW;
    private int page;
    private long total;
    private boolean reading;

    /** @param nothing shown while there is nothing at all */
    public PagedList(IntFunction<Slice> source, Supplier<? extends Component> nothing) {
        this.source = source;
        this.nothing = nothing;
        addClassName("paged-list");
        tools.setVisible(false);
        add(tools, found);
    }

    /** The page, counted from 0, that the parameter of an address names, which counts from 1. */
    public static int page(QueryParameters address, String parameter) {
        return address.getSingleParameter(parameter)
                .filter(text -> text.matches("[1-9][0-9]{0,5}"))
                .map(text -> Integer.parseInt(text) - 1)
                .orElse(0);
    }

    /** Keeps search, order and page in the address: {@link #show(QueryParameters)} reads them from there. */
    public PagedList inAddress() {
        return inAddress(parameters -> {});
    }

    /** @param others puts what else the address says */
    public PagedList inAddress(Consumer<Map<String, List<String>>> others) {
        address = others;
        return this;
    }

    /** Has the buttons open another address instead of another page in place. */
    public PagedList opening(IntConsumer target) {
        open = target;
        return this;
    }

    /**
     * Puts a search field above, unless there is nothing at all.
     *
     * @param what is listed, in the plural
     * @param looksAt in the plural: {@code names, notes and who made them}
     */
    public PagedList searched(String what, String looksAt) {
        Supplier<? extends Component> always = nothing;
        nothing = () -> text().isEmpty() ? always.get() : search.nothingFound(what, looksAt, () -> {});
        search.setAriaLabel("Search " + what + " by " + looksAt);
        search.setTooltipText("Looks at " + looksAt);
        search.addValueChangeListener(event -> restart());
        tools.addComponentAsFirst(search);
        return this;
    }

    /**
     * Lets a person choose the order, where there are several things.
     *
     * @param what is listed, in the plural
     * @param orders of which the first is the usual one
     */
    public PagedList sorted(String what, ListOrder... orders) {
        OrderChoice choice = new OrderChoice(what, orders);
        choice.addValueChangeListener(event -> restart());
        tools.add(choice);
        order = choice;
        return this;
    }

    /**
     * Follows what others change: what the rows show changes in place, and rows that would come, go or move are
     * offered. Its slices have rows.
     *
     * @param what is listed, in the plural
     */
    public PagedList following(String what, LiveValue<Long> changes) {
        LiveUpdate.refresh(this, changes, this::follow);
        return offering(what);
    }

    /** As {@link #following}, for a page that calls {@link #follow} itself. */
    public PagedList offering(String what) {
        offer = new ChangeOffer(what, this::refresh);
        addComponentAtIndex(1, offer);
        return this;
    }

    /** Has J and K move the focus from row to row, to what the row opens: Enter opens it. Its slices have rows. */
    public PagedList walked() {
        add(new PageKeys("jk", (key, focused) -> walk("j".equals(key) ? 1 : -1, focused)));
        return this;
    }

    /**
     * @param focused where the focus is; the way begins there if that is in a row
     * @return what has the focus now
     */
    Optional<Element> walk(int by, @Nullable Element focused) {
        List<Component> all = rows.components();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<Element> elements = all.stream().map(Component::getElement).toList();
        for (Element around = focused; around != null; around = around.getParent()) {
            current = elements.contains(around) ? elements.indexOf(around) : current;
        }
        current = Math.clamp(current + (long) by, 0, all.size() - 1);
        Optional<Element> opener = opener(all.get(current).getElement());
        opener.ifPresent(element -> element.callJsFunction("focus"));
        return opener;
    }

    private static Optional<Element> opener(Element row) {
        return row.isTextNode()
                ? Optional.empty()
                : OPENERS.contains(row.getTag())
                        ? Optional.of(row)
                        : row.getChildren()
                                .flatMap(child -> opener(child).stream())
                                .findFirst();
    }

    /** Shows a change by someone else, as far as nothing moves. */
    public final void follow() {
        ChangeOffer offered = offer;
        if (!shown || offered == null) {
            return;
        }
        Slice now = source.apply(page);
        if (rows.isEmpty()) {
            if (now.total() > 0) {
                show(page);
            }
            return;
        }
        int changes = rows.follow(now.rows());
        if (changes > 0 ? now.total() > now.size() : now.total() != total) {
            // What comes at the top of a page pushes something else off its end; what comes behind it moves no row.
            offered.offer("The list has changed");
        } else {
            offered.offer(changes);
        }
    }

    /** Of a list that is {@link #sorted}. */
    public ListOrder order() {
        return Objects.requireNonNull(order, "The list is not sorted").getValue();
    }

    /** What is searched for; empty for everything. */
    public String text() {
        return search.text();
    }

    public final void refresh() {
        show(page);
    }

    /** Shows what the address asks for, of a list that is kept there. */
    public final void show(QueryParameters asked) {
        reading = true;
        search.show(asked);
        if (order != null) {
            order.show(asked);
        }
        reading = false;
        show(page(asked, PAGE));
    }

    /** Shows the first page of what is chosen now. */
    public final void restart() {
        if (!reading) {
            turn(0);
        }
    }

    private void turn(int wanted) {
        show(wanted);
        if (address != null) {
            Navigation.keep(address(page));
        }
    }

    /** What the address says of a list that is kept there, with another page. */
    public Map<String, List<String>> address(int wanted) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        search.put(parameters);
        if (order != null) {
            order.put(parameters);
        }
        if (wanted > 0) {
            parameters.put(PAGE, List.of(String.valueOf(wanted + 1)));
        }
        if (address != null) {
            address.accept(parameters);
        }
        return parameters;
    }

    public final void show(int wanted) {
        Slice slice = source.apply(wanted);
        int last = (int) Math.max(0, (slice.total() - 1) / slice.size());
        if (slice.page() > last) {
            show(last);
            return;
        }
        page = slice.page();
        total = slice.total();
        shown = true;
        current = NO_ROW;
        rows.show(slice.rows());
        if (offer != null) {
            offer.withdraw();
        }
        boolean several = slice.total() > 1;
        boolean searchable = search.getParent().isPresent() && (slice.total() > 0 || !search.isEmpty());
        if (order != null) {
            order.setVisible(several);
        }
        tools.setVisible(searchable || order != null && several);
        found.removeAll();
        if (slice.total() == 0) {
            found.add(nothing.get());
        } else {
            found.add(List.copyOf(slice.items()));
            found.add(pager(slice));
        }
    }

    private Nav pager(Slice slice) {
        long first = (long) page * slice.size() + 1;
        long last = Math.min(slice.total(), first + slice.size() - 1);
        Button previous = step(VaadinIcon.ANGLE_LEFT, "Previous page", page - 1);
        previous.setEnabled(page > 0);
        Button next = step(VaadinIcon.ANGLE_RIGHT, "Next page", page + 1);
        next.setEnabled(last < slice.total());
        Span place = new Span(Formats.count(first) + "–" + Formats.count(last) + " of " + Formats.count(slice.total()));
        Nav pager = new Nav(previous, place, next);
        pager.addClassName("pager");
        pager.setAriaLabel("Pages");
        pager.setVisible(slice.total() > slice.size());
        return pager;
    }

    private Button step(VaadinIcon icon, String words, int target) {
        return Buttons.icon(icon.create(), words, event -> open.accept(target));
    }
}
