package io.understudy.characters;

import io.understudy.identity.MembersAndSystem;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.ListPlace;
import io.understudy.platform.search.SearchText;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class CharacterService {
    private final CharacterProfiles characters;
    private final BlobStore blobs;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CharacterService(
            CharacterProfiles characters,
            BlobStore blobs,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.characters = characters;
        this.blobs = blobs;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    /** By name. */
    public Page<CharacterSummary> page(CharacterFilter filter, Pageable page) {
        return page(filter, ListOrder.NAME, page);
    }

    public Page<CharacterSummary> page(CharacterFilter filter, ListOrder order, Pageable page) {
        return characters
                .search(SearchText.around(filter.text()), filter.archived(), order.of(page, "name", "createdAt"))
                .map(CharacterProfile::asSummary);
    }

    /**
     * By name.
     *
     * @param only those that may be listed; empty for all
     * @param after the place behind which they begin; null for the first name
     */
    public List<CharacterSummary> behind(
            CharacterFilter filter, Set<UUID> only, @Nullable ListPlace<String, UUID> after, int most) {
        ListPlace<String, UUID> place = after == null ? ListPlace.FIRST_NAME : after;
        boolean all = only.isEmpty();
        return characters
                .behind(
                        SearchText.around(filter.text()),
                        filter.archived(),
                        all,
                        all ? List.of(place.id()) : only,
                        place.key(),
                        place.id(),
                        Limit.of(most))
                .stream()
                .map(CharacterProfile::asSummary)
                .toList();
    }

    public List<CharacterSummary> find(SearchText text) {
        return characters.find(text.anywhere(), text.beginning(), text.limit()).stream()
                .map(CharacterProfile::asSummary)
                .toList();
    }

    public List<CharacterSummary> recent(int most) {
        return characters.recent(Pageable.ofSize(most)).stream()
                .map(CharacterProfile::asSummary)
                .toList();
    }

    /** Whether there is no character at all, not even an archived one. */
    public boolean isEmpty() {
        return characters.count() == 0;
    }

    public CharacterSummary get(CharacterId id) {
        return load(id).asSummary();
    }

    public Map<CharacterId, CharacterSummary> byIds(Collection<CharacterId> ids) {
        return characters.findByIdIn(ids.stream().map(CharacterId::value).toList()).stream()
                .map(CharacterProfile::asSummary)
                .collect(Collectors.toMap(CharacterSummary::id, Function.identity()));
    }

    /**
     * The character that a URL names, also when it is archived.
     *
     * @throws DomainException.NotFound when there is none of this name
     */
    public CharacterSummary bySlug(String slug) {
        return load(slug).asSummary();
    }

    public CharacterDetails details(String slug) {
        return load(slug).asDetails();
    }

    public List<TriggerWord> triggerWords() {
        return characters.triggerWords();
    }

    public List<TriggerWord> triggerWordsOfOthers(CharacterId id) {
        return characters.triggerWordsOfOthers(id.value());
    }

    /**
     * Adds a character.
     *
     * @param basis may be given later, but before the first run; consent needs its file, see {@link #declareLikeness}
     * @throws DomainException.RuleViolation in the field that breaks a rule
     */
    @Transactional
    public CharacterSummary create(CharacterDraft draft, @Nullable LikenessBasis basis) {
        CharacterName name = new CharacterName(draft.name());
        SubjectWord subject = new SubjectWord(draft.subject());
        TriggerWord trigger = TriggerWord.of(draft.triggerWord(), subject.value(), characters.triggerWords());
        refuseTaken(trigger, null);
        Slug slug = slug(draft, name);
        CharacterProfile profile =
                new CharacterProfile(name, slug, subject, trigger, description(draft), actor.get(), clock.instant());
        if (basis != null) {
            profile.declareLikeness(basis, "", null, actor.get(), clock.instant());
        }
        save(profile);
        auditEvents.publish("character.created", subject(profile), CharacterAuditValues.of(profile));
        events.publishEvent(new CharacterCreated(profile.id()));
        return profile.asSummary();
    }

    private Slug slug(CharacterDraft draft, CharacterName name) {
        if (draft.slug().isBlank()) {
            Slug wanted = Slug.from(name.value());
            return wanted.unlike(characters.slugsLike(wanted.value()));
        }
        Slug chosen = new Slug(draft.slug().strip());
        if (characters.slugsLike(chosen.value()).contains(chosen.value())) {
            throw DomainException.RuleViolation.in(
                    "slug", "Another character has this short name. Choose another one.");
        }
        return chosen;
    }

    /**
     * Saves a form.
     *
     * @param rowVersion that the form was filled from
     * @throws DomainException.Conflict naming who saved in between; nothing is changed
     * @throws DomainException.RuleViolation in the field that breaks a rule
     */
    @Transactional
    public CharacterSummary edit(CharacterId id, long rowVersion, CharacterDraft draft) {
        CharacterProfile profile = load(id);
        refuseStale(profile, rowVersion);
        CharacterName name = new CharacterName(draft.name());
        SubjectWord subject = new SubjectWord(draft.subject());
        TriggerWord trigger =
                TriggerWord.of(draft.triggerWord(), subject.value(), characters.triggerWordsOfOthers(id.value()));
        refuseTaken(trigger, id);
        Map<String, String> before = CharacterAuditValues.of(profile);
        CharacterSummary former = profile.asSummary();
        profile.edit(name, subject, trigger, description(draft), actor.get(), clock.instant());
        publishChange("character.changed", profile, before);
        save(profile);
        CharacterSummary edited = profile.asSummary();
        boolean otherTrigger = !edited.triggerWord().equals(former.triggerWord());
        boolean otherSubject = !edited.subject().equals(former.subject());
        if (otherTrigger || otherSubject) {
            events.publishEvent(new CharacterWordsChanged(id, otherTrigger, otherSubject));
        }
        return edited;
    }

    /**
     * As {@link #edit(CharacterId, long, CharacterDraft)}, with the basis of the likeness, whose statement stays.
     *
     * @param basis null for the one that is recorded; consent needs its file, see {@link #declareLikeness}
     */
    @Transactional
    public CharacterSummary edit(CharacterId id, long rowVersion, CharacterDraft draft, @Nullable LikenessBasis basis) {
        CharacterSummary edited = edit(id, rowVersion, draft);
        if (basis == null || basis == edited.likenessBasis()) {
            return edited;
        }
        CharacterDetails.Likeness recorded = load(id).asDetails().likeness();
        LikenessDeclaration declaration =
                new LikenessDeclaration(basis, recorded == null ? "" : recorded.statement(), null);
        return declareLikeness(id, edited.rowVersion(), declaration).summary();
    }

    /** Takes a character out of the gallery; {@link #restore} reverts that. Nothing is lost. */
    @Transactional
    public void archive(CharacterId id) {
        CharacterProfile profile = load(id);
        if (!profile.archived()) {
            profile.archive(actor.get(), clock.instant());
            auditEvents.publish("character.archived", subject(profile));
        }
    }

    @Transactional
    public void restore(CharacterId id) {
        CharacterProfile profile = load(id);
        if (profile.archived()) {
            profile.restore(actor.get(), clock.instant());
            auditEvents.publish("character.restored", subject(profile));
        }
    }

    @Transactional
    public void useAsCover(CharacterId id, BlobHash thumbnail) {
        CharacterProfile profile = load(id);
        BlobHash before = profile.coverBlob();
        if (thumbnail.equals(before)) {
            return;
        }
        blobs.retain(thumbnail);
        profile.cover(thumbnail);
        if (before != null) {
            blobs.release(before);
        }
        auditEvents.publish(
                "character.cover-changed",
                subject(profile),
                before == null ? Map.of() : Map.of("cover", before.hex()),
                Map.of("cover", thumbnail.hex()));
    }

    /**
     * Records why the team may use the likeness. Without it no run is launched.
     *
     * @param rowVersion that the form was filled from
     * @throws DomainException.RuleViolation when consent is declared without its file
     */
    @Transactional
    public CharacterDetails declareLikeness(CharacterId id, long rowVersion, LikenessDeclaration declaration) {
        CharacterProfile profile = load(id);
        refuseStale(profile, rowVersion);
        String statement = declaration.statement().strip();
        if (statement.length() > LikenessDeclaration.MAX_STATEMENT) {
            throw DomainException.RuleViolation.in(
                    "statement", "A statement has at most " + LikenessDeclaration.MAX_STATEMENT + " characters.");
        }
        ConsentFile before = profile.consent();
        ConsentFile kept = declaration.newFile() == null ? before : declaration.newFile();
        ConsentFile after = declaration.basis() == LikenessBasis.CONSENT ? kept : null;
        Map<String, String> factsBefore = CharacterAuditValues.ofLikeness(profile);
        profile.declareLikeness(declaration.basis(), statement, after, actor.get(), clock.instant());
        if (!Objects.equals(before, after)) {
            if (after != null) {
                blobs.retain(after.blob());
            }
            if (before != null) {
                blobs.release(before.blob());
            }
        }
        auditEvents.publish(
                "character.likeness-declared", subject(profile), factsBefore, CharacterAuditValues.ofLikeness(profile));
        save(profile);
        return profile.asDetails();
    }

    /**
     * Refuses unless runs may be launched for this character.
     *
     * @throws DomainException.RuleViolation when it is archived or no likeness basis is recorded
     */
    public void requireLaunchable(CharacterId id) {
        requireUsable(id, "you launch a run", "no run can be launched");
    }

    /**
     * As {@link #requireLaunchable}, before a file that was trained elsewhere becomes a version of a character.
     *
     * @throws DomainException.RuleViolation when the character is archived or has no likeness basis
     */
    public void requireImportable(CharacterId id) {
        requireUsable(id, "you import a version", "nothing can be imported for it");
    }

    private void requireUsable(CharacterId id, String before, String consequence) {
        CharacterProfile profile = load(id);
        if (profile.archived()) {
            throw new DomainException.RuleViolation(
                    "%s is archived. Restore the character before %s.".formatted(profile.name(), before));
        }
        if (profile.likenessBasis() == null) {
            throw new DomainException.RuleViolation(
                    "No likeness basis is recorded for %s, so %s. Say on the Consent tab why the team may use this likeness."
                            .formatted(profile.name(), consequence));
        }
    }

    private CharacterProfile load(CharacterId id) {
        return characters
                .findById(id.value())
                .orElseThrow(() -> new DomainException.NotFound("There is no such character in the library."));
    }

    private CharacterProfile load(String slug) {
        return characters
                .findBySlug(slug)
                .orElseThrow(() ->
                        new DomainException.NotFound("There is no character called “" + slug + "” in the library."));
    }

    private void refuseTaken(TriggerWord trigger, @Nullable CharacterId except) {
        characters
                .findByTriggerKey(trigger.key())
                .filter(other -> !other.id().equals(except))
                .ifPresent(other -> {
                    throw DomainException.RuleViolation.in(
                            "triggerWord",
                            "“" + trigger.value() + "” is already the trigger word of " + other.name()
                                    + (other.archived() ? ", who is archived" : "")
                                    + ". A trigger word belongs to exactly one character.");
                });
    }

    private static void refuseStale(CharacterProfile profile, long rowVersion) {
        if (profile.rowVersion() != rowVersion) {
            throw staleBecauseOf(profile.changedByName());
        }
    }

    private static DomainException.Conflict staleBecauseOf(String who) {
        return new DomainException.Conflict(
                who + " saved this character while you were editing it, so nothing was changed. Compare and decide.");
    }

    private void save(CharacterProfile profile) {
        try {
            characters.saveAndFlush(profile);
        } catch (OptimisticLockingFailureException e) {
            throw staleBecauseOf("Someone else");
        } catch (DataIntegrityViolationException e) {
            String cause = String.valueOf(e.getMostSpecificCause().getMessage()).toLowerCase(Locale.ROOT);
            if (cause.contains("character_trigger_unique")) {
                throw DomainException.RuleViolation.in(
                        "triggerWord",
                        "Someone gave this trigger word to another character a moment ago. Choose another one.");
            }
            if (cause.contains("character_slug_unique")) {
                throw new DomainException.Conflict(
                        "Someone added a character with this name a moment ago. Save again to get another address.", e);
            }
            throw e;
        }
    }

    private void publishChange(String verb, CharacterProfile profile, Map<String, String> before) {
        Map<String, String> after = CharacterAuditValues.of(profile);
        Map<String, String> onlyBefore = AuditEvent.onlyChanged(before, after);
        Map<String, String> onlyAfter = AuditEvent.onlyChanged(after, before);
        if (!onlyAfter.isEmpty() || !onlyBefore.isEmpty()) {
            auditEvents.publish(verb, subject(profile), onlyBefore, onlyAfter);
        }
    }

    private static AuditEvent.Subject subject(CharacterProfile profile) {
        return new AuditEvent.Subject("character", profile.slug(), profile.name());
    }

    private static String description(CharacterDraft draft) {
        String description = draft.description().strip();
        if (description.length() > CharacterDraft.MAX_DESCRIPTION) {
            throw DomainException.RuleViolation.in(
                    "description",
                    "A description has at most " + CharacterDraft.MAX_DESCRIPTION + " characters, this one "
                            + description.length() + ".");
        }
        return description;
    }
}
