package io.understudy.versions.creation;

import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetContribution;
import io.understudy.datasets.DatasetService;
import io.understudy.platform.core.AuditEvents;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.RunSucceeded;
import io.understudy.training.SamplePicture;
import io.understudy.training.runs.RunService;
import io.understudy.versions.VersionChanged;
import io.understudy.versions.checklist.ChecklistEditionRepository;
import io.understudy.versions.passports.PassportService;
import io.understudy.versions.registry.Contributor;
import io.understudy.versions.registry.Contributors;
import io.understudy.versions.registry.Deed;
import io.understudy.versions.registry.LoosenedRulesRepository;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.LoraVersions;
import io.understudy.versions.registry.NewVersion;
import io.understudy.versions.registry.VersionNumberRepository;
import io.understudy.versions.review.decisions.AlteredAuditEvents;
import io.understudy.versions.review.decisions.DecisionTrailCheck;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Makes a version of every finished run, in the transaction that finishes it: no result without a version. */
@Component
class VersionFactory {
    private final CharacterService characters;
    private final DatasetService datasets;
    private final RunService runs;
    private final BlobStore blobs;
    private final PassportService passports;
    private final VersionNumberRepository numbers;
    private final ChecklistEditionRepository templates;
    private final LoosenedRulesRepository loosened;
    private final LoraVersions versions;
    private final Contributors contributors;
    private final KnownWeights weights;
    private final TrailMakers trail;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.shared();

    VersionFactory(
            CharacterService characters,
            DatasetService datasets,
            RunService runs,
            BlobStore blobs,
            PassportService passports,
            VersionNumberRepository numbers,
            ChecklistEditionRepository templates,
            LoosenedRulesRepository loosened,
            LoraVersions versions,
            Contributors contributors,
            KnownWeights weights,
            TrailMakers trail,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.characters = characters;
        this.datasets = datasets;
        this.runs = runs;
        this.blobs = blobs;
        this.passports = passports;
        this.numbers = numbers;
        this.templates = templates;
        this.loosened = loosened;
        this.versions = versions;
        this.contributors = contributors;
        this.weights = weights;
        this.trail = trail;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(RunSucceeded success) {
        // A run that reports success twice still has one result.
        if (versions.findByRunId(success.run().value()).isEmpty()) {
            give(lineage(success, 0));
        }
    }

    NewVersion lineage(RunSucceeded success, int checkpointStep) {
        RunDetails run = runs.details(success.run());
        return new NewVersion(
                success.character(),
                characters.get(success.character()).slug(),
                success.run(),
                run.number(),
                checkpointStep,
                success.snapshot(),
                success.backend(),
                success.baseModel(),
                success.parameters(),
                success.lora(),
                success.loraSize(),
                success.launchedBy(),
                run.launchedAt(),
                datasets.contributions(success.snapshot()).stream()
                        .map(DatasetContribution::account)
                        .collect(Collectors.toSet()),
                lastSample(success.run(), checkpointStep == 0 ? Integer.MAX_VALUE : checkpointStep));
    }

    private @Nullable BlobHash lastSample(RunId run, int most) {
        List<SamplePicture> samples = runs.samples(run);
        int last = samples.stream()
                .mapToInt(SamplePicture::step)
                .filter(step -> step <= most)
                .max()
                .orElse(0);
        return samples.stream()
                .filter(sample -> sample.step() == last)
                .min(Comparator.comparing(SamplePicture::prompt).thenComparing(SamplePicture::seed))
                .map(SamplePicture::picture)
                .orElse(null);
    }

    private void give(NewVersion born) {
        int number = numbers.reservedFor(born.run()).orElseGet(() -> numbers.next(born.character()));
        give(born, number, Map.of());
    }

    /** @param deeds of people beyond those who made the dataset, the run and the checklist */
    LoraVersion give(NewVersion born, int number, Map<UUID, Deed> deeds) {
        UUID checklist = templates.newest();
        KnownMakers known = weights.makers(born.file(), born.run());
        TrailMakers.Found found = trail.of(born.runNumber(), born.character(), born.slug());
        Map<UUID, List<Deed>> contributions = contributions(born, checklist, known.deeds(), found.makers());
        found.settled().forEach((account, deed) -> add(contributions, account, deed));
        deeds.forEach((account, deed) -> add(contributions, account, deed));
        LoraVersion version = versions.saveAndFlush(
                new LoraVersion(born, number, json.writeValueAsString(born.parameters()), checklist, clock.instant()));
        blobs.retain(born.file());
        passports.want(born.file());
        BlobHash cover = born.cover();
        if (cover != null) {
            blobs.retain(cover);
        }
        Set<UUID> makers = new HashSet<>(contributions.keySet());
        makers.add(born.launchedBy());
        contributors.saveAll(makers.stream()
                .map(maker -> Contributor.maker(
                                version.getId(), maker, born.contributors().contains(maker))
                        .by(contributions.getOrDefault(maker, List.of())))
                .map(maker -> maker.account().equals(born.launchedBy()) ? maker.launched(born.launchedAt()) : maker)
                .toList());
        Map<String, String> facts = new HashMap<>(Map.of(
                "run",
                "run " + born.runNumber()
                        + (born.checkpointStep() == 0 ? "" : ", checkpoint of step " + born.checkpointStep()),
                "snapshot",
                born.snapshot().hash(),
                "base model",
                born.baseModel().label(),
                "file",
                born.file().hex(),
                DecisionTrailCheck.MAKERS,
                DecisionTrailCheck.accounts(makers)));
        AlteredAuditEvents altered = known.altered().and(found.altered());
        altered.addTo(facts);
        auditEvents.publish("version.created", version.subject(), facts);
        if (!altered.isEmpty()) {
            events.publishEvent(altered.problem(version.name()));
        }
        events.publishEvent(new VersionChanged(version.id(), version.character(), version.state()));
        return version;
    }

    private Map<UUID, List<Deed>> contributions(
            NewVersion born, UUID checklist, Map<UUID, Deed> ofWeights, Set<UUID> inTrail) {
        Map<UUID, List<Deed>> deeds = new HashMap<>();
        datasets.contributions(born.snapshot())
                .forEach(one -> add(deeds, one.account(), new Deed(one.words(), one.at())));
        runs.contributions(born.run())
                .forEach(one ->
                        add(deeds, one.account(), new Deed(one.deed().words() + " run " + born.runNumber(), one.at())));
        ofWeights.forEach((account, deed) -> add(deeds, account, deed));
        templates.editors(checklist).forEach((account, deed) -> add(deeds, account, deed));
        loosened.since(born.launchedAt()).forEach((account, deed) -> add(deeds, account, deed));
        inTrail.stream()
                .filter(account -> !account.equals(born.launchedBy()))
                .filter(account ->
                        deeds.getOrDefault(account, List.of()).stream().allMatch(Deed::ofChecklist))
                .forEach(account ->
                        add(deeds, account, new Deed("shaped its dataset or its run, as the audit trail says", null)));
        return deeds;
    }

    private static void add(Map<UUID, List<Deed>> deeds, UUID account, Deed deed) {
        deeds.computeIfAbsent(account, other -> new ArrayList<>()).add(deed);
    }
}
