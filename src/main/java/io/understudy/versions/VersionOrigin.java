package io.understudy.versions;

import io.understudy.datasets.SnapshotId;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.training.RunId;
import io.understudy.training.TrainingSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

public sealed interface VersionOrigin {
    /** In a few words, for a line of facts: {@code run 41}, {@code imported by Mara}. */
    String words();

    TriggerWord triggerWord();

    /** 0 for a file of whole matrices, which has none. */
    int rank();

    default String rankInWords() {
        return rank() == 0 ? "no rank" : "rank " + rank();
    }

    double alpha();

    /** What the low-rank product is multiplied by. */
    double effectiveScale();

    record Trained(RunId run, long runNumber, SnapshotId snapshot, String backend, TrainingSettings parameters)
            implements VersionOrigin {
        @Override
        public String words() {
            return "run " + runNumber;
        }

        @Override
        public TriggerWord triggerWord() {
            return parameters.triggerWord();
        }

        @Override
        public int rank() {
            return parameters.rank();
        }

        @Override
        public double alpha() {
            return parameters.alpha();
        }

        @Override
        public double effectiveScale() {
            return parameters.effectiveScale();
        }
    }

    /**
     * Trained elsewhere. Rank, alpha and scale were read from the file; all else is what the importer said.
     *
     * @param by name of the importer
     * @param fileName as it was uploaded
     * @param source address or words
     * @param tool that trained it; empty when unknown
     * @param author who trained it; empty when unknown
     * @param licence under which it may be used
     * @param permission why the likeness and the training pictures may be used
     */
    record Imported(
            String by,
            String fileName,
            String source,
            String tool,
            String author,
            String licence,
            String permission,
            TriggerWord triggerWord,
            int rank,
            double alpha,
            double effectiveScale)
            implements VersionOrigin {
        @Override
        public String words() {
            return "imported by " + by;
        }

        public Optional<URI> address() {
            try {
                URI uri = new URI(source);
                String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
                boolean isWeb = (scheme.equals("https") || scheme.equals("http")) && uri.getHost() != null;
                return isWeb ? Optional.of(uri) : Optional.empty();
            } catch (URISyntaxException words) {
                return Optional.empty();
            }
        }
    }
}
