package io.understudy.shell;

import io.understudy.identity.Budgeted;
import io.understudy.identity.Budgeted.Budget;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.search.SearchHit;
import io.understudy.platform.search.SearchSource;
import io.understudy.platform.search.SearchText;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers the search next to the pages: it waits for no page, and no page waits for it. */
@RestController
@MembersOnly
class SearchController {
    private final List<SearchSource> sources;

    SearchController(List<SearchSource> sources) {
        this.sources = sources.stream()
                .sorted(Comparator.comparingInt(SearchSource::order))
                .toList();
    }

    /** @param rank the best of its hits, see {@link SearchText#rank} */
    record Group(String title, int rank, List<SearchHit> hits) {}

    /** The groups with the best matches first. */
    @Budgeted(Budget.SEARCHES)
    @GetMapping(path = "/search", produces = "application/json")
    List<Group> find(@RequestParam String text) {
        SearchText wanted = new SearchText(text);
        return wanted.text().isEmpty()
                ? List.of()
                : sources.stream()
                        .flatMap(source -> group(source, wanted))
                        .sorted(Comparator.comparingInt(Group::rank))
                        .toList();
    }

    private static Stream<Group> group(SearchSource source, SearchText wanted) {
        List<SearchHit> hits = hits(source, wanted).stream()
                .sorted(Comparator.comparingInt(hit -> wanted.rank(hit.title())))
                .toList();
        return hits.isEmpty()
                ? Stream.empty()
                : Stream.of(
                        new Group(source.title(), wanted.rank(hits.getFirst().title()), hits));
    }

    private static List<SearchHit> hits(SearchSource source, SearchText wanted) {
        try {
            return source.find(wanted);
        } catch (AccessDeniedException notForThisRole) {
            return List.of();
        }
    }
}
