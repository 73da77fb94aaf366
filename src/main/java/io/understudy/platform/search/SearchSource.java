package io.understudy.platform.search;

import java.util.List;

/**
 * One kind of thing that the search finds, asked at every pause while someone types. What a person may not see is refused
 * by the service that the source asks; the group is then left out.
 */
public interface SearchSource extends CommandSource {
    /** The heading above what it found, in the plural. */
    String title();

    /** Its place from top to bottom. */
    int order();

    /** At most {@link SearchText#MOST} in one bounded query; those whose names begin with the text first. */
    List<SearchHit> find(SearchText text);

    @Override
    default List<SearchCommand> commands() {
        return List.of();
    }
}
