package io.understudy.versions.lineage;

import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.identity.PublicUrl;
import io.understudy.training.ResultLineage;
import io.understudy.training.RunDetails;
import io.understudy.versions.registry.NewVersion;
import io.understudy.versions.registry.VersionNumberRepository;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes into a LoRA file where it comes from, so that the file alone leads back here: its version, run and snapshot. No
 * person is named: the file leaves the house.
 */
@Component
class LineageMetadata implements ResultLineage {
    private final CharacterService characters;
    private final VersionNumberRepository numbers;
    private final PublicUrl address;
    private final Clock clock;

    LineageMetadata(CharacterService characters, VersionNumberRepository numbers, PublicUrl address, Clock clock) {
        this.characters = characters;
        this.numbers = numbers;
        this.address = address;
        this.clock = clock;
    }

    @Override
    @Transactional
    public Map<String, String> of(RunDetails run) {
        CharacterSummary character = characters.get(run.character());
        String version = NewVersion.name(
                character.slug(),
                numbers.reserved(run.id(), run.character()),
                run.parameters().steps());
        Instant finished = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("modelspec.title", version);
        texts.put("modelspec.date", finished.toString());
        texts.put("modelspec.description", "LoRA of the character " + character.name());
        texts.put("ss_output_name", version);
        Instant started = run.startedAt();
        if (started != null) {
            texts.put("ss_training_started_at", Long.toString(started.getEpochSecond()));
        }
        texts.put("ss_training_finished_at", Long.toString(finished.getEpochSecond()));
        texts.put("ss_training_comment", "Understudy run %d".formatted(run.number()));
        texts.put("understudy.character", character.name());
        texts.put("understudy.version", version);
        texts.put("understudy.run", Long.toString(run.number()));
        texts.put("understudy.snapshot", run.snapshot().hash());
        address.shared("runs/" + run.number()).ifPresent(link -> texts.put("understudy.address", link));
        return texts;
    }
}
