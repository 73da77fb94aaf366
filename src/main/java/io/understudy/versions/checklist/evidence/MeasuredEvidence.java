package io.understudy.versions.checklist.evidence;

import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

@Component
public class MeasuredEvidence implements EvidenceSource {
    private static final String NAME = "measure";

    // Asked for late: sources depend on the versions that ask them.
    private final ObjectProvider<MeasureSource> sources;

    MeasuredEvidence(ObjectProvider<MeasureSource> sources) {
        this.sources = sources;
    }

    public Map<MeasureKind, MeasuredValue> now(VersionId version) {
        Map<MeasureKind, MeasuredValue> all = new EnumMap<>(MeasureKind.class);
        sources.orderedStream()
                .forEach(source -> source.of(version)
                        .forEach((kind, found) -> all.merge(
                                kind,
                                found,
                                (one, other) -> one.amount() == null && other.amount() != null ? other : one)));
        return all;
    }

    @Override
    public List<Evidence> of(VersionId version) {
        List<Evidence> pieces = new ArrayList<>();
        now(version).forEach((kind, measured) -> {
            Double amount = measured.amount();
            if (amount != null) {
                pieces.add(piece(
                        kind, amount, "%s: %s (%s)".formatted(kind.words(), kind.format(amount), measured.words())));
            }
        });
        return pieces;
    }

    public static Evidence piece(MeasureKind kind, double amount, String words) {
        String fingerprint = kind.name() + " " + kind.format(amount);
        return Evidence.measure(
                words,
                new Evidence.Origin(
                        NAME,
                        kind.name(),
                        BlobHash.of(fingerprint.getBytes(StandardCharsets.UTF_8))
                                .hex()));
    }
}
