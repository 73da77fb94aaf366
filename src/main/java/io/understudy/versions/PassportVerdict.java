package io.understudy.versions;

import io.understudy.passports.PassportService;
import io.understudy.safetensors.passport.Fit;
import io.understudy.storage.BlobHash;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class PassportVerdict implements EvidenceSource {
    private static final String NAME = "passport";

    private final LoraVersions versions;
    private final PassportService passports;

    PassportVerdict(LoraVersions versions, PassportService passports) {
        this.versions = versions;
        this.passports = passports;
    }

    Optional<Fit> of(LoraVersion version) {
        return passports.find(version.file()).flatMap(known -> known.fit(version.baseModel()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Evidence> of(VersionId version) {
        return versions.findById(version.value()).flatMap(this::of).map(PassportVerdict::piece).stream()
                .toList();
    }

    static Evidence piece(Fit fit) {
        String words = inWords(fit);
        return Evidence.verdict(
                words,
                new Evidence.Origin(
                        NAME,
                        fit.target().id(),
                        BlobHash.of(words.getBytes(StandardCharsets.UTF_8)).hex()));
    }

    static String inWords(Fit fit) {
        return "%s: %s. %s".formatted(fit.target().label(), fit.outcome().words(), fit.reason());
    }
}
