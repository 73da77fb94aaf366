package io.understudy.prompts.templates.library;

import io.understudy.identity.MembersAndSystem;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.search.SearchText;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateCard;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateFilter;
import io.understudy.prompts.templates.TemplateMetadata;
import io.understudy.prompts.templates.TemplatePlace;
import io.understudy.prompts.templates.TemplateSort;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class TemplateListService {
    private final PromptTemplates templates;
    private final TemplateMetadataRepository marks;
    private final CurrentActor actor;
    private final TemplateListQueries queries;

    TemplateListService(
            PromptTemplates templates,
            TemplateMetadataRepository marks,
            CurrentActor actor,
            TemplateListQueries queries) {
        this.templates = templates;
        this.marks = marks;
        this.actor = actor;
        this.queries = queries;
    }

    public Page<TemplateCard> page(TemplateFilter filter, TemplateSort sort, Pageable page) {
        UUID viewer = actor.get().id();
        List<UUID> ids = queries.ids(filter, viewer, sort, page);
        return new PageImpl<>(cards(ids), page, queries.count(filter, viewer));
    }

    /** @param after the place behind which they begin; null for the first of them */
    public List<TemplateCard> behind(
            TemplateFilter filter, TemplateSort sort, @Nullable TemplatePlace after, int most) {
        return cards(queries.behind(filter, actor.get().id(), sort, after, most));
    }

    private List<TemplateCard> cards(List<UUID> ids) {
        Map<UUID, PromptTemplate> found = templates.findAllById(ids).stream()
                .collect(Collectors.toMap(PromptTemplate::getId, Function.identity()));
        List<TemplateDetails> details =
                ids.stream().map(found::get).map(PromptTemplate::asDetails).toList();
        Map<PromptId, TemplateMetadata> attached = marks.of(
                details.stream().map(TemplateDetails::id).toList(), actor.get().id());
        return details.stream()
                .map(one -> new TemplateCard(one, attached.getOrDefault(one.id(), TemplateMetadata.NONE)))
                .toList();
    }

    public List<TemplateDetails> find(SearchText text) {
        return templates.find(text.anywhere(), text.beginning(), text.limit()).stream()
                .map(PromptTemplate::asDetails)
                .toList();
    }

    public TemplateMetadata marks(PromptId id) {
        return marks.of(List.of(id), actor.get().id()).getOrDefault(id, TemplateMetadata.NONE);
    }

    /** Every tag that a template has, with how many have it, the most common first. */
    public Map<String, Long> tags() {
        return queries.tags();
    }

    /** In lower case. */
    public Set<String> names() {
        return templates.names();
    }
}
