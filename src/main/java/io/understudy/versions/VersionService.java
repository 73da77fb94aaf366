package io.understudy.versions;

import io.understudy.characters.CharacterId;
import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.MembersOnly;
import io.understudy.lora.BaseModel;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.ListPlace;
import io.understudy.platform.search.SearchText;
import io.understudy.training.RunId;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.LoraVersions;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The versions of characters, to be read; the steps on their way to production are {@code ReviewService}'s. */
@Service
@Transactional(readOnly = true)
public class VersionService {
    private static final Comparator<VersionCard> MOST_USEFUL_FIRST = Comparator.comparing(VersionCard::fitsFlux)
            .reversed()
            .thenComparing(Comparator.comparing(VersionCard::number).reversed());

    private final LoraVersions versions;
    private final VersionReader reader;
    private final CurrentActor actor;

    VersionService(LoraVersions versions, VersionReader reader, CurrentActor actor) {
        this.versions = versions;
        this.reader = reader;
        this.actor = actor;
    }

    /** @throws DomainException.NotFound when there is no such version */
    @MembersOnly
    public VersionDetails details(VersionId id) {
        return reader.details(versions.findById(id.value()).orElseThrow(VersionService::notFound));
    }

    @MembersOnly
    public Map<VersionId, VersionCard> cards(Collection<VersionId> ids) {
        return reader
                .cards(versions.findAllById(
                        ids.stream().map(VersionId::value).distinct().toList()))
                .stream()
                .collect(Collectors.toMap(VersionCard::id, Function.identity()));
    }

    @MembersAndSystem
    public Optional<VersionCard> ofRun(RunId run) {
        return versions.findByRunId(run.value())
                .map(version -> reader.cards(List.of(version)).getFirst());
    }

    @MembersOnly
    public Page<VersionCard> ofCharacter(CharacterId character, Pageable page) {
        return ofCharacter(character, VersionFilter.NONE, page);
    }

    /** The newest first. */
    @MembersOnly
    public Page<VersionCard> ofCharacter(CharacterId character, VersionFilter filter, Pageable page) {
        return ofCharacter(character, filter, new SearchText(""), ListOrder.NEWEST, page);
    }

    /** @param text of the file's name, or the number of the run */
    @MembersOnly
    public Page<VersionCard> ofCharacter(
            CharacterId character, VersionFilter filter, SearchText text, ListOrder order, Pageable page) {
        Page<LoraVersion> found = versions.ofCharacter(
                character.value(),
                filter.accepted(),
                filter.mine(),
                actor.get().id(),
                text.anywhere(),
                text.number(),
                order.of(page, "fileName", "number"));
        return new PageImpl<>(reader.cards(found.getContent()), page, found.getTotalElements());
    }

    /**
     * The newest first.
     *
     * @param states empty for every state
     * @param number below which they begin
     */
    @MembersOnly
    public List<VersionCard> below(CharacterId character, Set<VersionState> states, int number, int most) {
        return reader.cards(
                versions.below(character.value(), new VersionFilter(states, false).accepted(), number, Limit.of(most)));
    }

    @MembersOnly
    public long count(CharacterId character) {
        return versions.countByCharacterId(character.value());
    }

    /** The version that everyone is to use, or empty while none is approved; of several, the one for FLUX. */
    @MembersAndSystem
    public Optional<VersionCard> production(CharacterId character) {
        return Optional.ofNullable(production(List.of(character)).get(character));
    }

    @MembersAndSystem
    public Map<CharacterId, VersionCard> production(Collection<CharacterId> characters) {
        return byCharacter(versions.findByProductionOfIn(
                characters.stream().map(CharacterId::value).toList()));
    }

    @MembersAndSystem
    public Map<CharacterId, VersionCard> latest(Collection<CharacterId> characters) {
        return byCharacter(
                versions.latestOf(characters.stream().map(CharacterId::value).toList()));
    }

    /** The production versions of a character, one for each target model that has one; those for FLUX come first. */
    @MembersAndSystem
    public List<VersionCard> productions(CharacterId character) {
        return reader.cards(versions.findByProductionOfIn(List.of(character.value()))).stream()
                .sorted(MOST_USEFUL_FIRST)
                .toList();
    }

    /**
     * What of all characters is in production, by the names of the files.
     *
     * @param only the characters; empty for all
     * @param models empty for every model
     * @param after null for the beginning
     */
    @MembersOnly
    public List<VersionCard> inProduction(
            Set<UUID> only, Set<BaseModel> models, @Nullable ListPlace<String, UUID> after, int most) {
        ListPlace<String, UUID> place = after == null ? ListPlace.FIRST_NAME : after;
        boolean all = only.isEmpty();
        return reader.cards(versions.productionBehind(
                all,
                all ? List.of(place.id()) : only,
                (models.isEmpty() ? EnumSet.allOf(BaseModel.class) : models)
                        .stream().map(BaseModel::label).toList(),
                place.key(),
                place.id(),
                Limit.of(most)));
    }

    private Map<CharacterId, VersionCard> byCharacter(List<LoraVersion> found) {
        return reader.cards(found).stream()
                .collect(Collectors.toMap(
                        VersionCard::character,
                        Function.identity(),
                        (one, other) -> MOST_USEFUL_FIRST.compare(one, other) <= 0 ? one : other));
    }

    public static DomainException.NotFound notFound() {
        return new DomainException.NotFound("There is no such version. The link may be cut off; the Versions tab of the"
                + " character lists them all.");
    }
}
