package io.understudy.api.versions;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.datasets.SnapshotRecall;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.release.VersionDownloadService.Answer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the file of a version must no longer be used.
 *
 * @param recalled false as well for one that was revoked: its review says so
 * @param words for the person who uses it; null where it may be used
 * @param reason that an admin gave for recalling its dataset; null where photos were withdrawn, and where it is not recalled
 * @param by who recalled its dataset; null where the reason is
 * @param at when its dataset was recalled; null where the reason is
 */
@Schema(name = "Recall")
record RecallResource(
        boolean recalled,
        @Nullable String words,
        @Nullable String reason,
        @Nullable String by,
        @Nullable Instant at) {
    static RecallResource of(VersionDetails version, Answer answer) {
        SnapshotRecall dataset = version.recall();
        String words =
                switch (answer) {
                    case Answer.File _ -> null;
                    case Answer.Withdrawn withdrawn -> withdrawn.words();
                    case Answer.Withheld withheld -> withheld.words();
                };
        return new RecallResource(
                version.card().recalled(),
                words,
                dataset == null ? null : dataset.reason(),
                dataset == null ? null : dataset.by(),
                dataset == null ? null : dataset.at());
    }
}
