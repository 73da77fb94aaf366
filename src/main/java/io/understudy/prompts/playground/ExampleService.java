package io.understudy.prompts.playground;

import io.understudy.generation.GeneratedPicture;
import io.understudy.people.MembersOnly;
import io.understudy.prompts.playground.TakeDetails.Place;
import io.understudy.shared.Act;
import io.understudy.shared.Acts;
import io.understudy.shared.CurrentActor;
import io.understudy.shared.Refusal;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
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

    private final ExampleRows rows;
    private final PlaygroundService playground;
    private final BlobStore blobs;
    private final CurrentActor actor;
    private final Acts acts;
    private final Clock clock;

    ExampleService(
            ExampleRows rows,
            PlaygroundService playground,
            BlobStore blobs,
            CurrentActor actor,
            Acts acts,
            Clock clock) {
        this.rows = rows;
        this.playground = playground;
        this.blobs = blobs;
        this.actor = actor;
        this.acts = acts;
        this.clock = clock;
    }

    public List<TemplateChoice> templates(String text, Pageable page) {
        return rows.templates("%" + text.strip().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%", page);
    }

    public Optional<TemplateChoice> template(UUID id) {
        return rows.template(id);
    }

    /**
     * Keeps pictures of a take as examples of a template; those that are its examples already stay as they are.
     *
     * @return those that are new
     * @throws Refusal.NotFound when there is no such template, or one of the pictures is not there; then none is kept
     */
    @Transactional
    public List<TemplateExample> keep(TakeId take, Collection<Place> places, UUID template) {
        TakeDetails details = playground.get(take);
        TemplateChoice chosen = rows.template(template)
                .orElseThrow(() -> new Refusal.NotFound("There is no such prompt template, or it was deleted."));
        Set<BlobHash> known = rows.pictures(template);
        List<TemplateExample> kept = new ArrayList<>();
        for (Place place : places) {
            GeneratedPicture drawn = details.at(place);
            BlobHash picture = drawn.picture();
            if (picture == null) {
                throw new Refusal.NotFound("This picture is not generated yet.");
            }
            if (known.add(picture)) {
                kept.add(keep(details, place, drawn, picture, chosen));
            }
        }
        return kept;
    }

    private TemplateExample keep(
            TakeDetails take, Place place, GeneratedPicture drawn, BlobHash picture, TemplateChoice template) {
        TakeDetails.Side from = take.sides().get(place.side());
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
        rows.add(example);
        acts.publish("example.kept", subject(example), Map.of("picture", picture.hex(), "prompt", from.prompt()));
        return example;
    }

    public Map<BlobHash, List<String>> templatesOf(Collection<BlobHash> pictures) {
        return rows.templatesOf(pictures);
    }

    public List<TemplateExample> of(UUID template) {
        return rows.ofTemplate(template, MOST_SHOWN);
    }

    @Transactional
    public void remove(ExampleId id) {
        TemplateExample example = rows.find(id).orElseThrow(PlaygroundService::missing);
        if (rows.remove(id, clock.instant())) {
            acts.publish("example.removed", subject(example));
        }
    }

    @Transactional
    public void restore(ExampleId id) {
        TemplateExample example = rows.find(id).orElseThrow(PlaygroundService::missing);
        if (rows.restore(id)) {
            acts.publish("example.restored", subject(example));
        }
    }

    private static Act.Subject subject(TemplateExample example) {
        return new Act.Subject("prompt", example.template().toString(), example.templateName());
    }
}
