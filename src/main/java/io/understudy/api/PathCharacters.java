package io.understudy.api;

import io.understudy.characters.CharacterFilter;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.uploads.PictureUploadService;
import io.understudy.datasets.uploads.UploadId;
import io.understudy.identity.access.CharacterLookup;
import io.understudy.platform.core.DomainException;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.library.TemplateService;
import io.understudy.training.runs.RunService;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.sheets.SheetId;
import io.understudy.versions.sheets.SheetService;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Component;

/** Knows which character each part of an address belongs to, by the name that all controllers give it. */
@Component
class PathCharacters implements CharacterLookup {
    private final CharacterService characters;
    private final Map<String, Function<String, CharacterId>> parts;

    PathCharacters(
            CharacterService characters,
            DatasetService datasets,
            PictureUploadService uploads,
            RunService runs,
            VersionService versions,
            SheetService sheets,
            TemplateService templates) {
        this.characters = characters;
        Function<String, CharacterId> bySlug = slug -> characters.bySlug(slug).id();
        this.parts = Map.of(
                "character", bySlug,
                "slug", bySlug,
                "picture", id -> datasets.characterOf(new PictureId(UUID.fromString(id))),
                "upload", id -> uploads.get(new UploadId(UUID.fromString(id))).character(),
                "snapshot", hash -> datasets.snapshot(new SnapshotId(hash)).character(),
                "run", number -> runs.byNumber(Long.parseLong(number)).character(),
                "sheet",
                        id -> sheets.details(new SheetId(UUID.fromString(id)))
                                .head()
                                .character(),
                "prompt",
                        id -> Optional.ofNullable(templates
                                        .get(new PromptId(UUID.fromString(id)))
                                        .draft()
                                        .settings()
                                        .character())
                                .orElseThrow(() -> new DomainException.NotFound("It is written for no character.")),
                "version",
                        id -> Optional.of(new VersionId(UUID.fromString(id)))
                                .map(wanted -> versions.cards(List.of(wanted)).get(wanted))
                                .orElseThrow(VersionService::notFound)
                                .character());
    }

    @Override
    public List<Choice> choices(String text, int offset, int most) {
        return characters.page(new CharacterFilter(text, false), PageRequest.of(0, offset + most)).stream()
                .skip(offset)
                .map(character -> new Choice(character.id().value(), character.name()))
                .toList();
    }

    @Override
    public Map<UUID, String> names(Collection<UUID> ids) {
        return characters.byIds(ids.stream().map(CharacterId::new).toList()).values().stream()
                .collect(Collectors.toMap(character -> character.id().value(), CharacterSummary::name));
    }

    @Override
    public Optional<UUID> of(String variable, String value) {
        Function<String, CharacterId> part = parts.get(variable);
        if (part == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(part.apply(value).value());
        } catch (IllegalArgumentException malformed) {
            throw new DomainException.NotFound("Nothing has the address “" + value + "”.");
        }
    }
}
