package io.understudy.prompts.playground;

import io.understudy.generation.GeneratedPicture;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.SearchText;
import io.understudy.prompts.playground.RenderDetails.Place;
import io.understudy.prompts.templates.PromptId;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
@Transactional(readOnly = true)
public class ExampleService {
    private static final int MOST_SHOWN = 24;

    private final ExampleRepository repository;
    private final PlaygroundService playground;
    private final BlobStore blobs;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final Clock clock;

    ExampleService(
            ExampleRepository repository,
            PlaygroundService playground,
            BlobStore blobs,
            CurrentActor actor,
            AuditEvents auditEvents,
            Clock clock) {
        this.repository = repository;
        this.playground = playground;
        this.blobs = blobs;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.clock = clock;
    }

    public List<TemplateChoice> templates(String text, Pageable page) {
        return repository.templates(SearchText.around(text), page);
    }

    public Optional<TemplateChoice> template(PromptId id) {
        return repository.template(id);
    }

    /**
     * Keeps pictures of a take as examples of a template; those that are its examples already stay as they are.
     *
     * @return those that are new
     * @throws DomainException.NotFound when there is no such template, or one of the pictures is not there; then none is kept
     */
    @Transactional
    public List<TemplateExample> keep(RenderId take, Collection<Place> places, PromptId template) {
        RenderDetails details = playground.get(take);
        TemplateChoice chosen = repository
                .template(template)
                .orElseThrow(
                        () -> new DomainException.NotFound("There is no such prompt template, or it was deleted."));
        Set<BlobHash> known = repository.pictures(template);
        List<TemplateExample> kept = new ArrayList<>();
        for (Place place : places) {
            GeneratedPicture drawn = details.at(place);
            BlobHash picture = drawn.picture();
            if (picture == null) {
                throw new DomainException.NotFound("This picture is not generated yet.");
            }
            if (known.add(picture)) {
                kept.add(keep(details, place, drawn, picture, chosen));
            }
        }
        return kept;
    }

    private TemplateExample keep(
            RenderDetails take, Place place, GeneratedPicture drawn, BlobHash picture, TemplateChoice template) {
        RenderDetails.Side from = take.sides().get(place.side());
        TemplateExample example = new TemplateExample(
                new ExampleId(UUID.randomUUID()),
                template.id(),
                template.name(),
                picture,
                from.prompt(),
                from.plan(),
                drawn.seed(),
                take.backend(),
                take.settings(),
                actor.get().name(),
                clock.instant());
        blobs.retain(picture);
        repository.add(example);
        auditEvents.publish(
                "example.kept", subject(example), Map.of("picture", picture.hex(), "prompt", from.prompt()));
        return example;
    }

    public Map<BlobHash, List<String>> templatesOf(Collection<BlobHash> pictures) {
        return repository.templatesOf(pictures);
    }

    public List<TemplateExample> of(PromptId template) {
        return repository.ofTemplate(template, MOST_SHOWN);
    }

    @Transactional
    public void remove(ExampleId id) {
        TemplateExample example = repository.find(id).orElseThrow(PlaygroundService::missing);
        if (repository.remove(id, clock.instant())) {
            auditEvents.publish("example.removed", subject(example));
        }
    }

    @Transactional
    public void restore(ExampleId id) {
        TemplateExample example = repository.find(id).orElseThrow(PlaygroundService::missing);
        if (repository.restore(id)) {
            auditEvents.publish("example.restored", subject(example));
        }
    }

    private static AuditEvent.Subject subject(TemplateExample example) {
        return new AuditEvent.Subject("prompt", example.template().value().toString(), example.templateName());
    }
}
