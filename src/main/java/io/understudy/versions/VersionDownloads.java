package io.understudy.versions;

import io.understudy.people.MembersOnly;
import io.understudy.shared.Acts;
import io.understudy.shared.Refusal;
import io.understudy.storage.BlobHash;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Hands out the files of versions; who took what is in the audit trail. */
@Service
@MembersOnly
@Transactional(readOnly = true)
public class VersionDownloads {
    private final LoraVersions versions;
    private final VersionDecisions decisions;
    private final Acts acts;

    VersionDownloads(LoraVersions versions, VersionDecisions decisions, Acts acts) {
        this.versions = versions;
        this.decisions = decisions;
        this.acts = acts;
    }

    /** What somebody who asks for the file gets. */
    public sealed interface Answer {
        /** @param size in bytes */
        record File(String name, BlobHash hash, long size) implements Answer {}

        /** @param words why it is withheld, to be read by whoever asked */
        record Withdrawn(String words) implements Answer {}
    }

    /**
     * What a download would give; nothing is written down.
     *
     * @throws Refusal.NotFound when there is no such version
     */
    public Answer look(VersionId id) {
        return answer(versions.findById(id.value()).orElseThrow(VersionService::notFound));
    }

    /**
     * As {@link #look}, for somebody who takes the file: the audit trail keeps it.
     *
     * @throws Refusal.NotFound when there is no such version
     */
    @Transactional
    public Answer take(VersionId id) {
        LoraVersion version = versions.findById(id.value()).orElseThrow(VersionService::notFound);
        Answer answer = answer(version);
        if (answer instanceof Answer.File file) {
            acts.publish(
                    "version.downloaded",
                    version.subject(),
                    Map.of("state", version.state().word(), "file", file.hash().hex()));
        }
        return answer;
    }

    private Answer answer(LoraVersion version) {
        if (version.state().isDownloadable()) {
            return new Answer.File(version.fileName(), version.file(), version.fileSize());
        }
        return new Answer.Withdrawn(decisions.findByVersionIdOrderByPosition(version.getId()).reversed().stream()
                .filter(step -> step.verb() == VersionVerb.REVOKE)
                .findFirst()
                .map(VersionDecision::details)
                .map(step -> "%s was revoked by %s and can no longer be downloaded. The reason: %s"
                        .formatted(version.fileName(), step.by(), step.reason()))
                .orElse(version.fileName() + " was revoked and can no longer be downloaded."));
    }
}
