package io.understudy.platform.search;

import java.util.List;

/**
 * One kind of thing that the search finds, asked at every pause while someone types. What a person may not see is refused
 * by the service that the source asks; the group is then left out.
 */
public abstract class SearchSource implements CommandSource {
    private final String title;
    private final int order;

    /**
     * @param title heading above what it found, in the plural
     * @param order place from top to bottom
     */
    protected SearchSource(String title, int order) {
        this.title = title;
        this.order = order;
    }

    public String title() {
        return title;
    }

    public int order() {
        return order;
    }

    /** At most {@link SearchText#MOST} in one bounded query; those whose names begin with the text first. */
    public abstract List<SearchHit> find(SearchText text);

    @Override
    public List<SearchCommand> commands() {
        return List.of();
    }
}
