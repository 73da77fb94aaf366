package io.understudy.versions;

import io.understudy.identity.MembersAndSystem;
import io.understudy.storage.BlobHash;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.LoraVersions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class VersionFiles {
    private final LoraVersions versions;
    private final VersionReader reader;

    VersionFiles(LoraVersions versions, VersionReader reader) {
        this.versions = versions;
        this.reader = reader;
    }

    /**
     * A version with what is needed to generate with it.
     *
     * @param size in bytes
     * @param triggerWord that it was trained with
     */
    public record VersionFile(VersionCard card, BlobHash file, long size, String triggerWord) {}

    public List<VersionFile> of(Collection<VersionId> ids) {
        List<LoraVersion> found = versions.findAllById(
                ids.stream().map(VersionId::value).distinct().toList());
        Map<VersionId, LoraVersion> byId =
                found.stream().collect(Collectors.toMap(LoraVersion::id, Function.identity()));
        return reader.cards(found).stream()
                .map(card -> file(card, Objects.requireNonNull(byId.get(card.id()))))
                .toList();
    }

    private static VersionFile file(VersionCard card, LoraVersion version) {
        return new VersionFile(card, version.file(), version.fileSize(), card.triggerWord());
    }
}
