package io.understudy.versions.review.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.SnapshotId;
import io.understudy.lora.BaseModel;
import io.understudy.platform.core.Actor;
import io.understudy.storage.BlobHash;
import io.understudy.storage.StoredBlob;
import io.understudy.training.RunId;
import io.understudy.versions.VersionId;
import io.understudy.versions.checklist.ChecklistTick;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.registry.FinishedRuns;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.NewImport;
import io.understudy.versions.registry.NewVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.test.util.ReflectionTestUtils;

class ManifestTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Actor JON = new Actor(new UUID(0, 7), "Jon");
    private static final UUID TEMPLATE = new UUID(0, 9);

    private final Manifest manifest = new Manifest();
    private final LoraVersion version = version(1, "a", "b", "{\"steps\":1000}");

    @Test
    void theSameThingsGiveTheSameHashInWhateverOrderTheyAreRead() {
        ChecklistTick face = tick("face", "Looked.", Evidence.fact("Fine."));
        ChecklistTick body = tick("body", "Looked.", Evidence.fact("Fine."));

        assertThat(hash(version, List.of(face, body))).isEqualTo(hash(version, List.of(body, face)));
    }

    @Test
    void everyPartOfWhatWasSeenChangesTheHash() {
        BlobHash picture = new BlobHash("c".repeat(64));
        List<ManifestHash> hashes = new ArrayList<>();
        hashes.add(hash(version, List.of()));
        hashes.add(hash(sameId(version(1, "d", "b", "{\"steps\":1000}")), List.of()));
        hashes.add(hash(sameId(version(1, "a", "e", "{\"steps\":1000}")), List.of()));
        hashes.add(hash(sameId(version(1, "a", "b", "{\"steps\":999}")), List.of()));
        hashes.add(hash(sameId(version(2, "a", "b", "{\"steps\":1000}")), List.of()));
        hashes.add(hash(version, List.of(tick("face", "Looked.", Evidence.fact("Fine.")))));
        hashes.add(hash(version, List.of(tick("body", "Looked.", Evidence.fact("Fine.")))));
        hashes.add(hash(version, List.of(tick("face", "Looked twice.", Evidence.fact("Fine.")))));
        hashes.add(hash(version, List.of(tick("face", "Looked.", Evidence.fact("Good.")))));
        hashes.add(hash(version, List.of(tick("face", "Looked.", Evidence.sample(picture, "Fine.")))));
        hashes.add(hash(version, List.of(tick("face", "Looked.", Evidence.picture(picture, "Fine.")))));

        ChecklistTick face = tick("face", "Looked.", Evidence.fact("Fine."));
        hashes.add(Manifest.hash(
                manifest.canonical(version, List.of(), List.of(face), Map.of("Consent", "withdrawn"), Map.of())));
        hashes.add(Manifest.hash(manifest.canonical(
                version, List.of(), List.of(face), Map.of(), Map.of("face", "a cell was drawn anew"))));

        Set<ManifestHash> different = new HashSet<>(hashes);
        assertThat(different).hasSize(hashes.size());
    }

    @Test
    void aTickThatIsTakenBackCountsNoMore() {
        ChecklistTick tick = tick("face", "Looked.", Evidence.fact("Fine."));
        tick.takeBack("Not so.", JON, NOON);

        assertThat(hash(version, List.of(tick))).isEqualTo(hash(version, List.of()));
    }

    @Test
    void theTextIsPlainJson() {
        assertThat(manifest.canonical(
                        version,
                        List.of(),
                        List.of(tick("face", "Looked.", Evidence.fact("Fine."))),
                        Map.of("Consent", "in place"),
                        Map.of()))
                .startsWith("{\"form\":3,\"version\":\"")
                .contains("\"fileName\":\"ava-lindqvist_v1_1000steps.safetensors\"")
                .endsWith("\"ticks\":[{\"item\":\"face\",\"by\":\"00000000-0000-0000-0000-000000000007\","
                        + "\"at\":\"2026-03-02T12:00:00Z\",\"note\":\"Looked.\","
                        + "\"evidence\":[{\"kind\":\"FACT\",\"words\":\"Fine.\"}]}],"
                        + "\"facts\":{\"Consent\":\"in place\"}}");
    }

    @Test
    void theTextNamesWhereTheFileComesFrom() {
        assertThat(manifest.canonical(version, List.of(), List.of(), Map.of(), Map.of()))
                .contains(
                        "\"file\":\"" + "a".repeat(64) + "\",\"run\":\"00000000-0000-0000-0000-000000000002\","
                                + "\"snapshot\":\"" + "b".repeat(64) + "\",\"backend\":\"miniature\",\"baseModel\":",
                        "\"parameters\":\"{\\\"steps\\\":1000}\",\"launchedBy\":\"00000000-0000-0000-0000-000000000003\","
                                + "\"makers\":[],\"contributors\":[],\"checklist\":\"" + TEMPLATE + "\"")
                .doesNotContain("\"import\"");
        LoraVersion imported = new LoraVersion(
                new NewImport(new CharacterId(new UUID(0, 1)), "ava-lindqvist", BaseModel.FLUX1_DEV),
                new StoredBlob(new BlobHash("a".repeat(64)), 1_000, "application/octet-stream"),
                2,
                "{\"by\":\"Mara\"}",
                TEMPLATE,
                NOON);
        assertThat(manifest.canonical(imported, List.of(), List.of(), Map.of(), Map.of()))
                .contains("\"import\":\"{\\\"by\\\":\\\"Mara\\\"}\"")
                .doesNotContain("\"run\"", "\"snapshot\"", "\"backend\"", "\"parameters\"");
    }

    @Test
    void picturesAndFilesStandInTheTextByTheirHashAndOrigin() {
        String bytes = "c".repeat(64);
        Evidence cell =
                Evidence.cell(new BlobHash(bytes), "0.9", new Evidence.Origin("sheet", "row 1", "f".repeat(64)));
        Evidence file = Evidence.file(new BlobHash(bytes), "report.pdf");

        assertThat(manifest.canonical(
                        version, List.of(), List.of(tick("face", "Looked.", cell, file)), Map.of(), Map.of()))
                .contains(
                        "{\"kind\":\"CELL\",\"picture\":\"" + bytes + "\",\"words\":\"0.9\",\"source\":\"sheet\","
                                + "\"reference\":\"row 1\",\"fingerprint\":\"" + "f".repeat(64) + "\"}",
                        "{\"kind\":\"FILE\",\"file\":\"" + bytes + "\",\"words\":\"report.pdf\"}");
    }

    @Test
    void theFirstDigitsOfAHashTellTwoManifestsApart() {
        assertThat(new ManifestHash("0123456789abcdef".repeat(4)).brief()).isEqualTo("01234567");
    }

    private ManifestHash hash(LoraVersion of, List<ChecklistTick> ticks) {
        return Manifest.hash(manifest.canonical(of, List.of(), ticks, Map.of(), Map.of()));
    }

    private LoraVersion sameId(LoraVersion other) {
        ReflectionTestUtils.setField(other, "id", version.getId());
        return other;
    }

    private static LoraVersion version(int number, String file, String snapshot, String parameters) {
        NewVersion born = new NewVersion(
                new CharacterId(new UUID(0, 1)),
                "ava-lindqvist",
                new RunId(new UUID(0, 2)),
                41,
                0,
                new SnapshotId(snapshot.repeat(64)),
                "miniature",
                BaseModel.MINIATURE,
                FinishedRuns.parameters(),
                new BlobHash(file.repeat(64)),
                1000,
                new UUID(0, 3),
                NOON,
                Set.of(),
                null);
        return new LoraVersion(born, number, parameters, TEMPLATE, NOON);
    }

    private static ChecklistTick tick(String item, String note, Evidence... evidence) {
        return new ChecklistTick(new VersionId(new UUID(0, 4)), item, note, List.of(evidence), JON, NOON);
    }
}
