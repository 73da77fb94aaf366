package io.understudy.versions;

import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetContribution;
import io.understudy.datasets.DatasetService;
import io.understudy.passports.PassportService;
import io.understudy.shared.Acts;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.training.RunId;
import io.understudy.training.RunService;
import io.understudy.training.RunSucceeded;
import io.understudy.training.SamplePicture;
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
class VersionBirths {
    private final CharacterService characters;
    private final DatasetService datasets;
    private final RunService runs;
    private final BlobStore blobs;
    private final PassportService passports;
    private final VersionSeries series;
    private final ChecklistTemplates templates;
    private final LoraVersions versions;
    private final Participants participants;
    private final KnownWeights weights;
    private final Acts acts;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.shared();

    VersionBirths(
            CharacterService characters,
            DatasetService datasets,
            RunService runs,
            BlobStore blobs,
            PassportService passports,
            VersionSeries series,
            ChecklistTemplates templates,
            LoraVersions versions,
            Participants participants,
            KnownWeights weights,
            Acts acts,
            ApplicationEventPublisher events,
            Clock clock) {
        this.characters = characters;
        this.datasets = datasets;
        this.runs = runs;
        this.blobs = blobs;
        this.passports = passports;
        this.series = series;
        this.templates = templates;
        this.versions = versions;
        this.participants = participants;
        this.weights = weights;
        this.acts = acts;
        this.events = events;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(RunSucceeded success) {
        // A run that reports success twice still has one result.
        if (versions.findByRunId(success.run().value()).isEmpty()) {
            give(lineage(success));
        }
    }

    private NewVersion lineage(RunSucceeded success) {
        return new NewVersion(
                success.character(),
                characters.get(success.character()).slug(),
                success.run(),
                runs.details(success.run()).number(),
                success.snapshot(),
                success.backend(),
                success.baseModel(),
                success.parameters(),
                success.lora(),
                success.loraSize(),
                success.launchedBy(),
                datasets.contributions(success.snapshot()).stream()
                        .map(DatasetContribution::account)
                        .collect(Collectors.toSet()),
                lastSample(success.run()));
    }

    private @Nullable BlobHash lastSample(RunId run) {
        List<SamplePicture> samples = runs.samples(run);
        int last = samples.stream().mapToInt(SamplePicture::step).max().orElse(0);
        return samples.stream()
                .filter(sample -> sample.step() == last)
                .min(Comparator.comparing(SamplePicture::prompt).thenComparing(SamplePicture::seed))
                .map(SamplePicture::picture)
                .orElse(null);
    }

    private void give(NewVersion born) {
        Map<UUID, List<String>> contributions = contributions(born);
        int number = series.reservedFor(born.run()).orElseGet(() -> series.next(born.character()));
        LoraVersion version = versions.saveAndFlush(new LoraVersion(
                born, number, json.writeValueAsString(born.parameters()), templates.newest(), clock.instant()));
        blobs.retain(born.file());
        passports.want(born.file());
        BlobHash cover = born.cover();
        if (cover != null) {
            blobs.retain(cover);
        }
        Set<UUID> makers = new HashSet<>(contributions.keySet());
        makers.add(born.launchedBy());
        participants.saveAll(makers.stream()
                .map(maker -> Participant.maker(
                                version.getId(),
                                maker,
                                born.contributors().contains(maker),
                                maker.equals(born.launchedBy()))
                        .by(contributions.getOrDefault(maker, List.of())))
                .toList());
        acts.publish(
                "version.created",
                version.subject(),
                Map.of(
                        "run",
                        "#" + born.runNumber(),
                        "snapshot",
                        born.snapshot().hash(),
                        "base model",
                        born.baseModel().label(),
                        "file",
                        born.file().hex(),
                        DecisionTrail.MAKERS,
                        DecisionTrail.accounts(makers)));
        events.publishEvent(new VersionChanged(version.id(), version.character(), version.state()));
    }

    private Map<UUID, List<String>> contributions(NewVersion born) {
        Map<UUID, List<String>> words = new HashMap<>();
        datasets.contributions(born.snapshot())
                .forEach(one -> words.computeIfAbsent(one.account(), account -> new ArrayList<>())
                        .add(one.words()));
        runs.contributions(born.run())
                .forEach(one -> words.computeIfAbsent(one.account(), account -> new ArrayList<>())
                        .add(one.deed().words() + " run " + born.runNumber()));
        weights.makers(born.file())
                .forEach((account, made) -> words.computeIfAbsent(account, other -> new ArrayList<>())
                        .addAll(made));
        return words;
    }
}
