package io.understudy.versions;

import io.understudy.identity.MembersAndSystem;
import io.understudy.prompting.guide.TriggerWord;
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
     * @param triggerWord that it was trained with
     */
    public record VersionFile(VersionCard card, BlobHash file, TriggerWord triggerWord) {}

    public record Named(VersionId id, String fileName) {}

    /** What is in production, of any character. @param pattern of SQL for the file's name in lower case */
    public List<Named> inProduction(String pattern) {
        return named(versions.inProduction(pattern));
    }

    /** The versions whose files have these names in lower case: what is in production first, then the newest. */
    public List<Named> named(Collection<String> names) {
        return named(versions.named(names));
    }

    private static List<Named> named(List<LoraVersion> found) {
        return found.stream()
                .map(version -> new Named(version.id(), version.fileName()))
                .toList();
    }

    /** The other versions of its character for the same model. */
    public List<VersionId> besides(VersionId id) {
        return versions.besides(id.value()).stream().map(VersionId::new).toList();
    }

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
        return new VersionFile(card, version.file(), card.triggerWord());
    }
}
