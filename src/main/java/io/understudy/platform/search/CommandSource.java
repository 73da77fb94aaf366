package io.understudy.platform.search;

import java.util.List;

/** What a person can do with a feature, offered by the search to those who may open the page. */
public interface CommandSource {
    List<SearchCommand> commands();
}
