package io.understudy.versions.release;

import io.understudy.storage.BlobHash;
import io.understudy.storage.ReadDaily;
import io.understudy.versions.VersionState;
import io.understudy.versions.registry.LoraVersions;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The files of what is in production, with the snapshots that they were trained on. */
@Component
class ReleasedFiles implements ReadDaily {
    private final LoraVersions versions;

    ReleasedFiles(LoraVersions versions) {
        this.versions = versions;
    }

    @Override
    public Set<BlobHash> files() {
        return versions.findByState(VersionState.APPROVED).stream()
                .flatMap(version -> Stream.concat(
                        Stream.of(version.file()),
                        version.snapshot().map(snapshot -> new BlobHash(snapshot.hash())).stream()))
                .collect(Collectors.toSet());
    }
}
