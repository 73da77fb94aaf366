package io.understudy.versions.release;

import io.understudy.bundle.BundleFormat;
import io.understudy.bundle.BundleFormat.Head;
import io.understudy.bundle.attestation.ModelSignature;
import io.understudy.bundle.attestation.ReviewAttestation;
import io.understudy.bundle.metadata.ModelCard;
import io.understudy.bundle.metadata.ReleaseFacts;
import io.understudy.bundle.metadata.ReleaseFacts.Base;
import io.understudy.bundle.metadata.ReleaseFacts.License;
import io.understudy.bundle.metadata.ReleaseFacts.Purpose;
import io.understudy.bundle.metadata.ReleaseFacts.Reference;
import io.understudy.bundle.metadata.ReleaseFacts.Sample;
import io.understudy.bundle.metadata.ReleaseFacts.Snapshot;
import io.understudy.bundle.metadata.ReleaseFacts.Value;
import io.understudy.characters.CharacterService;
import io.understudy.characters.LikenessBasis;
import io.understudy.datasets.DatasetService;
import io.understudy.lora.BaseModel;
import io.understudy.platform.core.Wording;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.StoredBlob;
import io.understudy.training.TrainingSettings;
import io.understudy.versions.StatedStrength;
import io.understudy.versions.VersionOrigin;
import io.understudy.versions.checklist.ChecklistTick;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.review.ReviewContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the model card and its siblings say of a version: of people, nothing. */
@Component
class ReleaseFactsReader {
    private static final String FLUX_LICENSE = "flux-1-dev-non-commercial-license";
    private static final String FLUX_LICENSE_TEXT =
            "https://huggingface.co/black-forest-labs/FLUX.1-dev/blob/main/LICENSE.md";

    /** An installation does not know the name of its team. */
    private static final String TEAM = "the team that released it";

    private static final int MOST_PICTURES = 4;
    /** What follows the prompt in the words of a cell. */
    private static final String PLACE_ON_SHEET = " · seed -?\\d+ · .*$";

    private final CharacterService characters;
    private final DatasetService datasets;
    private final BlobStore blobs;
    private final Clock clock;

    ReleaseFactsReader(CharacterService characters, DatasetService datasets, BlobStore blobs, Clock clock) {
        this.characters = characters;
        this.datasets = datasets;
        this.blobs = blobs;
        this.clock = clock;
    }

    record Picture(BlobHash bytes, String prompt) {}

    /** Pictures of the test sheet that its checklist rests on, one of each prompt, by their path in the release folder. */
    Map<String, Picture> pictures(ReviewContext context) {
        Map<String, BlobHash> byPrompt = new LinkedHashMap<>();
        evidence(context, Evidence.Kind.CELL)
                .forEach(piece -> piece.pictureIfAny()
                        .ifPresent(
                                bytes -> byPrompt.putIfAbsent(piece.words().replaceFirst(PLACE_ON_SHEET, ""), bytes)));
        Map<BlobHash, StoredBlob> stored = blobs.describe(byPrompt.values());
        Map<String, Picture> pictures = new LinkedHashMap<>();
        byPrompt.entrySet().stream()
                .filter(one -> stored.containsKey(one.getValue()))
                .limit(MOST_PICTURES)
                .forEach(one -> {
                    String ending = BundleFormat.pictureEnding(
                            Objects.requireNonNull(stored.get(one.getValue())).mediaType());
                    pictures.put("images/" + (pictures.size() + 1) + ending, new Picture(one.getValue(), one.getKey()));
                });
        return pictures;
    }

    private static Stream<Evidence> evidence(ReviewContext context, Evidence.Kind kind) {
        return context.ticks().stream()
                .filter(ChecklistTick::stands)
                .flatMap(tick -> tick.details().evidence().stream())
                .filter(piece -> piece.kind() == kind);
    }

    /** As it was measured when the item was ticked. */
    private static List<Value> measures(ReviewContext context) {
        return evidence(context, Evidence.Kind.MEASURE)
                .map(piece -> piece.words().split(": ", 2))
                .filter(words -> words.length == 2)
                .map(words -> new Value(words[0], words[1]))
                .distinct()
                .toList();
    }

    /** @param files that lie next to it */
    ReleaseFacts of(ReviewContext context, Head head, Map<String, Picture> pictures, List<Reference> files) {
        LoraVersion version = context.version();
        BaseModel base = version.baseModel();
        StatedStrength stated = version.strength();
        return new ReleaseFacts(
                head.character() + ", " + head.version(),
                head.version(),
                "A LoRA of %s for %s. It was reviewed against a quality checklist and approved by other people than its makers."
                        .formatted(head.character(), base.label()),
                TEAM,
                clock.instant(),
                head.lora(),
                new Base(base.label(), base.repository().orElse(null), base.architecture()),
                version.origin().triggerWord(),
                stated == null ? null : stated.window().best(),
                license(version.origin(), base),
                version.snapshot()
                        .map(datasets::snapshot)
                        .map(frozen -> new Snapshot(frozen.id().hash(), frozen.pictures(), showsPeople(version)))
                        .orElse(null),
                version.origin() instanceof VersionOrigin.Trained run ? settings(run.parameters()) : List.of(),
                measures(context),
                pictures.entrySet().stream()
                        .map(one -> new Sample(one.getValue().prompt(), one.getKey()))
                        .toList(),
                List.of(),
                files);
    }

    /** Unless it is known to be made up. */
    private boolean showsPeople(LoraVersion version) {
        return characters.get(version.character()).likenessBasis() != LikenessBasis.SYNTHETIC;
    }

    private static License license(VersionOrigin origin, BaseModel base) {
        if (origin instanceof VersionOrigin.Imported imported) {
            return new License("other", imported.licence(), null);
        }
        return base == BaseModel.FLUX1_DEV
                ? new License("other", FLUX_LICENSE, FLUX_LICENSE_TEXT)
                : new License("other", "as " + base.label(), null);
    }

    private static List<Value> settings(TrainingSettings training) {
        return List.of(
                new Value("steps", String.valueOf(training.steps())),
                new Value("learning rate", Wording.plain(training.learningRate())),
                new Value("rank", String.valueOf(training.rank())),
                new Value("alpha", Wording.plain(training.alpha())),
                new Value("batch size", String.valueOf(training.batchSize())),
                new Value("resolution", String.valueOf(training.resolution())),
                new Value("seed", String.valueOf(training.seed())));
    }

    /**
     * The files of a release folder.
     *
     * @param proofs those that prove something of it, by name
     */
    static List<Reference> references(Map<String, String> proofs) {
        List<Reference> files = new ArrayList<>();
        proofs.forEach((name, text) -> files.add(new Reference(
                name.endsWith(ReviewAttestation.BUNDLE_ENDING) || name.endsWith(ReviewAttestation.LINES_ENDING)
                        ? Purpose.ATTESTATION
                        : Purpose.EVIDENCE,
                name,
                ReleaseFolderService.hash(text))));
        files.add(new Reference(Purpose.MODEL_CARD, ModelCard.FILE, null));
        files.add(new Reference(Purpose.SIGNATURE, ModelSignature.FILE, null));
        return files;
    }
}
