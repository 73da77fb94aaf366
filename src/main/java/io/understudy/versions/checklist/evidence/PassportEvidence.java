package io.understudy.versions.checklist.evidence;

import io.understudy.lora.Fit;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionId;
import io.understudy.versions.passports.PassportService;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.LoraVersions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
public class PassportEvidence implements EvidenceSource {
    private static final String NAME = "passport";

    private final LoraVersions versions;
    private final PassportService passports;

    PassportEvidence(LoraVersions versions, PassportService passports) {
        this.versions = versions;
        this.passports = passports;
    }

    public Optional<Fit> of(LoraVersion version) {
        return passports.find(version.file()).flatMap(known -> known.fit(version.baseModel()));
    }

    @Override
    public List<Evidence> of(VersionId version) {
        return versions.findById(version.value()).flatMap(this::of).map(PassportEvidence::piece).stream()
                .toList();
    }

    public static Evidence piece(Fit fit) {
        String words = inWords(fit);
        return Evidence.verdict(
                words,
                new Evidence.Origin(
                        NAME,
                        fit.target().id(),
                        BlobHash.of(words.getBytes(StandardCharsets.UTF_8)).hex()));
    }

    public static String inWords(Fit fit) {
        return "%s: %s. %s".formatted(fit.target().label(), fit.outcome().words(), fit.reason());
    }
}
