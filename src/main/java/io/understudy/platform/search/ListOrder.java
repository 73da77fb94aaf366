package io.understudy.platform.search;

import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;

/** In which order a person wants to see a list. */
public enum ListOrder {
    NEWEST("Newest first"),
    OLDEST("Oldest first"),
    NAME("By name");

    private final String label;

    ListOrder(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /**
     * The page in this order, for a query without one.
     *
     * @param name and {@code time} properties of the entity, which has an {@code id} too
     */
    public Pageable of(Pageable page, String name, String time) {
        Sort sort =
                switch (this) {
                    case NEWEST -> Sort.by(Sort.Order.desc(time), Sort.Order.asc("id"));
                    case OLDEST -> Sort.by(Sort.Order.asc(time), Sort.Order.asc("id"));
                    case NAME -> Sort.by(Sort.Order.asc(name).ignoreCase(), Sort.Order.asc("id"));
                };
        return page.isPaged() ? PageRequest.of(page.getPageNumber(), page.getPageSize(), sort) : Pageable.unpaged(sort);
    }

    /**
     * For {@code order by}.
     *
     * @param name and {@code time} columns, of which one is used
     */
    public String sql(String name, String time) {
        return switch (this) {
            case NEWEST -> time + " desc";
            case OLDEST -> time;
            case NAME -> "lower(" + name + ")";
        };
    }
}
