package io.understudy.versions.importing;

import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.identity.AccountId;
import io.understudy.identity.MembersOnly;
import io.understudy.identity.Person;
import io.understudy.identity.accounts.TeamService;
import io.understudy.lora.Fit;
import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.format.TensorScan;
import io.understudy.lora.passport.Passport;
import io.understudy.lora.passport.PassportReader;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.prompting.guide.TriggerWordRules;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import io.understudy.storage.Spooled;
import io.understudy.storage.StoredBlob;
import io.understudy.versions.VersionChanged;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionOrigin;
import io.understudy.versions.checklist.ChecklistEditionRepository;
import io.understudy.versions.creation.KnownMakers;
import io.understudy.versions.creation.KnownWeights;
import io.understudy.versions.passports.FilePassport;
import io.understudy.versions.passports.PassportService;
import io.understudy.versions.registry.Contributor;
import io.understudy.versions.registry.Contributors;
import io.understudy.versions.registry.Deed;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.LoraVersions;
import io.understudy.versions.registry.NewImport;
import io.understudy.versions.registry.VersionLookup;
import io.understudy.versions.registry.VersionNumberRepository;
import io.understudy.versions.review.decisions.DecisionTrailCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes versions of LoRAs that were trained elsewhere, in two steps: the file arrives and is read, then someone says
 * what it is. A file that nobody says anything about is gone after a day.
 */
@Service
@EnableConfigurationProperties(ImportLimits.class)
@MembersOnly
@Transactional(propagation = Propagation.NOT_SUPPORTED)
public class ImportService {
    private static final int FILE_NAME_LENGTH = 200;

    private final CharacterService characters;
    private final ArrivedWeights arrivals;
    private final PassportService passports;
    private final VersionLookup lookup;
    private final VersionNumberRepository numbers;
    private final ChecklistEditionRepository templates;
    private final LoraVersions versions;
    private final Contributors contributors;
    private final KnownWeights weights;
    private final ReceivedFileRepository received;
    private final BlobStore blobs;
    private final TeamService team;
    private final ImportLimits limits;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.shared();

    ImportService(
            CharacterService characters,
            ArrivedWeights arrivals,
            PassportService passports,
            VersionLookup lookup,
            VersionNumberRepository numbers,
            ChecklistEditionRepository templates,
            LoraVersions versions,
            Contributors contributors,
            KnownWeights weights,
            ReceivedFileRepository received,
            BlobStore blobs,
            TeamService team,
            ImportLimits limits,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            TransactionOperations transaction,
            Clock clock) {
        this.characters = characters;
        this.arrivals = arrivals;
        this.passports = passports;
        this.lookup = lookup;
        this.numbers = numbers;
        this.templates = templates;
        this.versions = versions;
        this.contributors = contributors;
        this.weights = weights;
        this.received = received;
        this.blobs = blobs;
        this.team = team;
        this.limits = limits;
        this.auditEvents = auditEvents;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    public long largestFile() {
        return limits.largestFile().toBytes();
    }

    /**
     * Takes a file in, in constant memory. The header is checked before the rest is read; the whole file is, before
     * anything is stored. Runs as long as the upload takes: never call it under the lock of a session.
     *
     * @param in is read to its end unless it is refused earlier, not closed
     * @param size of the whole file in bytes
     * @throws DomainException.RuleViolation with the exact reason when it is no sound LoRA file or too large
     * @throws UncheckedIOException when the upload breaks off
     */
    public UploadedLora receive(InputStream in, long size) {
        try (Spooled file = blobs.spool(TensorScan.checked(in, size), largestFile())) {
            Passport passport = PassportReader.read(file.path());
            if (!passport.isLora()) {
                throw new DomainException.RuleViolation(passport.problems().stream()
                        .findFirst()
                        .orElse("The file holds no LoRA that is known here: none of its tensors is a factor of one."));
            }
            StoredBlob stored = blobs.store(file, "application/octet-stream", Serving.DOWNLOAD_ONLY);
            // Before it can be found: a file that can be kept says who brought it.
            brought(stored.hash());
            passports.keep(stored.hash(), passport);
            return new UploadedLora(stored.hash(), stored.size(), passport, lookup.byFile(passport.hashes()));
        } catch (MalformedSafetensorsException malformed) {
            throw new DomainException.RuleViolation(String.valueOf(malformed.getMessage()), malformed);
        } catch (IOException brokenOff) {
            throw new UncheckedIOException("The file could not be received", brokenOff);
        }
    }

    /**
     * Records that the person who is signed in brought a LoRA file by another way than {@link #receive}. To be called before the
     * passport of the file is kept: from then on it can be imported.
     */
    public void brought(BlobHash file) {
        received.add(file, team.me().id().value(), clock.instant());
    }

    /**
     * A file that arrived before.
     *
     * @throws DomainException.NotFound when it is not there or no longer there
     */
    public UploadedLora arrived(BlobHash file) {
        Passport passport = passports
                .find(file)
                .flatMap(FilePassport::read)
                .filter(Passport::isLora)
                .orElseThrow(() -> new DomainException.NotFound("This file did not arrive here: upload it again."));
        return new UploadedLora(file, blobs.describe(file).size(), passport, lookup.byFile(passport.hashes()));
    }

    /**
     * Makes a version of a file that arrived. The person who does, and those named as makers, neither
     * signs nor approves it later.
     *
     * @param fileName as it was uploaded
     * @throws DomainException.NotFound when the file is no longer there
     * @throws DomainException.Conflict when these weights are a version of the character already, or another file has to
     *     be read first, see {@link #makeReady}
     * @throws DomainException.RuleViolation in the field that breaks a rule; or when the weights were revoked or recalled, the
     *     character is archived or has no likeness basis
     */
    public VersionId keep(BlobHash file, String fileName, ImportDraft draft) {
        characters.requireImportable(draft.character());
        CharacterSummary character = characters.get(draft.character());
        draft.check(TriggerWordRules.MAX_LENGTH);
        Set<AccountId> makers = makers(draft);
        UploadedLora arrived = arrived(file);
        Fit fit = arrived.passport().fit(draft.model());
        if (!fit.outcome().isUsable()) {
            throw DomainException.RuleViolation.in("model", fit.reason());
        }
        weights.requireAllRead();
        return Objects.requireNonNull(transaction.execute(status -> {
            int number = numbers.next(character.id());
            // Asked again under the series' lock: two imports of one file end with one version.
            arrivals.requireNew(arrived(file).known(), character);
            return give(
                    new NewImport(character.id(), character.slug(), draft.model()),
                    number,
                    arrived,
                    origin(arrived, fileName, draft),
                    makers);
        }));
    }

    public boolean isReady() {
        return weights.areAllRead();
    }

    /** Reads the files that have to be known before anything is imported; never call it under the lock of a session. */
    public void makeReady() {
        weights.readAll();
    }

    private Set<AccountId> makers(ImportDraft draft) {
        Set<AccountId> known = new HashSet<>();
        team.active().stream().map(Person::id).forEach(known::add);
        if (!known.containsAll(draft.makers())) {
            throw DomainException.RuleViolation.in(
                    "makers", "One of these people is no longer in the team. Choose again.");
        }
        return draft.makers();
    }

    private VersionOrigin.Imported origin(UploadedLora arrived, String fileName, ImportDraft draft) {
        Passport passport = arrived.passport();
        String name = fileName.strip();
        return new VersionOrigin.Imported(
                team.me().name(),
                name.length() > FILE_NAME_LENGTH ? name.substring(0, FILE_NAME_LENGTH) : name,
                draft.source(),
                draft.tool(),
                draft.author(),
                draft.licence(),
                draft.permission(),
                new TriggerWord(draft.triggerWord()),
                passport.rank(),
                passport.alpha(),
                passport.scale());
    }

    private VersionId give(
            NewImport born, int number, UploadedLora file, VersionOrigin.Imported origin, Set<AccountId> makers) {
        UUID checklist = templates.newest();
        UUID importer = team.me().id().value();
        KnownMakers known = weights.makers(file.passport().hashes());
        Map<UUID, List<Deed>> deeds = Stream.of(known.deeds(), receivers(file, importer), templates.editors(checklist))
                .flatMap(some -> some.entrySet().stream())
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        LoraVersion version = versions.saveAndFlush(new LoraVersion(
                born,
                new StoredBlob(file.file(), file.size(), "application/octet-stream"),
                number,
                json.writeValueAsString(origin),
                checklist,
                clock.instant()));
        blobs.retain(version.file());
        Set<UUID> all = new HashSet<>(Set.of(importer));
        makers.stream().map(AccountId::value).forEach(all::add);
        all.addAll(deeds.keySet());
        contributors.saveAll(all.stream()
                .map(maker -> Contributor.makerElsewhere(
                                version.getId(), maker, maker.equals(importer), makers.contains(new AccountId(maker)))
                        .by(deeds.getOrDefault(maker, List.of())))
                .toList());
        Map<String, String> facts = facts(version, origin, makers);
        facts.put(DecisionTrailCheck.MAKERS, DecisionTrailCheck.accounts(all));
        known.altered().addTo(facts);
        auditEvents.publish("version.imported", version.subject(), facts);
        if (!known.altered().isEmpty()) {
            events.publishEvent(known.altered().problem(version.name()));
        }
        events.publishEvent(new VersionChanged(version.id(), version.character(), version.state()));
        return version.id();
    }

    /** That the importer brought it is said already. */
    private Map<UUID, Deed> receivers(UploadedLora file, UUID importer) {
        Map<UUID, Deed> receivers = arrivals.receivers(file);
        receivers.remove(importer);
        return receivers;
    }

    private Map<String, String> facts(LoraVersion version, VersionOrigin.Imported origin, Set<AccountId> makers) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("file", version.file().hex());
        facts.put("uploaded as", origin.fileName());
        facts.put("base model", version.baseModel().label());
        facts.put("trigger word", origin.triggerWord().value());
        facts.put("source", origin.source());
        facts.put("licence", origin.licence());
        facts.put("permission", origin.permission());
        if (!origin.tool().isEmpty()) {
            facts.put("tool", origin.tool());
        }
        if (!origin.author().isEmpty()) {
            facts.put("trained by", origin.author());
        }
        if (!makers.isEmpty()) {
            List<String> names = team
                    .names(makers.stream().map(AccountId::value).toList())
                    .values()
                    .stream()
                    .sorted()
                    .toList();
            facts.put("makers in the team", String.join(", ", names));
        }
        return facts;
    }
}
