package io.understudy.prompts.templates.ui;

import com.vaadin.flow.router.QueryParameters;
import io.understudy.platform.ui.PagedList;
import io.understudy.prompts.templates.TemplateFilter;
import io.understudy.prompts.templates.TemplateSort;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

record LibraryQuery(String text, @Nullable String tag, boolean favourites, boolean mine, TemplateSort sort, int page) {
    static LibraryQuery of(QueryParameters parameters) {
        return new LibraryQuery(
                parameters.getSingleParameter("q").orElse(""),
                parameters.getSingleParameter("tag").orElse(null),
                parameters.getSingleParameter("favourites").isPresent(),
                parameters.getSingleParameter("mine").isPresent(),
                parameters.getSingleParameter("sort").map(LibraryQuery::sort).orElse(TemplateSort.NAME),
                PagedList.page(parameters, "page"));
    }

    private static TemplateSort sort(String name) {
        return Arrays.stream(TemplateSort.values())
                .filter(sort -> sort.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(TemplateSort.NAME);
    }

    TemplateFilter filter() {
        return new TemplateFilter(text.strip(), tag, favourites, mine, null);
    }

    LibraryQuery onPage(int other) {
        return new LibraryQuery(text, tag, favourites, mine, sort, other);
    }

    LibraryQuery withTag(@Nullable String other) {
        return new LibraryQuery(text, other, favourites, mine, sort, 0);
    }

    QueryParameters parameters() {
        Map<String, String> parameters = new HashMap<>();
        if (!text.isBlank()) {
            parameters.put("q", text.strip());
        }
        if (tag != null) {
            parameters.put("tag", tag);
        }
        if (favourites) {
            parameters.put("favourites", "1");
        }
        if (mine) {
            parameters.put("mine", "1");
        }
        if (sort != TemplateSort.NAME) {
            parameters.put("sort", sort.name().toLowerCase(Locale.ROOT));
        }
        if (page > 0) {
            parameters.put("page", String.valueOf(page + 1));
        }
        return QueryParameters.simple(parameters);
    }
}
