package io.understudy.training.queue;

import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.format.MetadataStamp;
import io.understudy.lora.format.SafetensorsFile;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import io.understudy.storage.SpoolDirectory;
import io.understudy.storage.StoredBlob;
import io.understudy.training.ResultLineage;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.runs.RunService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Stores the files that runs end in. A file that this product wrote gets its lineage into the metadata first; one that a
 * service delivered stays as it is, byte for byte, so that its hash is the one that the service knows.
 */
@Component
class ResultFileStore {
    /** Every file that the product's own trainer writes names its base under this key. */
    private static final String OWN_MARK = "understudy.base";

    private static final Logger log = LoggerFactory.getLogger(ResultFileStore.class);

    private final RunService runs;
    private final List<ResultLineage> lineages;
    private final BlobStore blobs;
    private final SpoolDirectory spool;

    ResultFileStore(RunService runs, List<ResultLineage> lineages, BlobStore blobs, SpoolDirectory spool) {
        this.runs = runs;
        this.lineages = List.copyOf(lineages);
        this.blobs = blobs;
        this.spool = spool;
    }

    StoredBlob keep(RunId run, Path lora) {
        try {
            if (!isOurs(lora)) {
                return store(lora);
            }
            Path stamped = spool.temporary();
            try {
                MetadataStamp.copy(lora, stamped, texts(runs.details(run)));
                return store(stamped);
            } finally {
                Files.deleteIfExists(stamped);
            }
        } catch (IOException problem) {
            throw new UncheckedIOException("The result could not be written: " + problem.getMessage(), problem);
        }
    }

    private static boolean isOurs(Path lora) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(lora)) {
            return file.metadata().containsKey(OWN_MARK);
        } catch (MalformedSafetensorsException malformed) {
            // Kept all the same: it was paid for, and its passport says what is wrong with it.
            log.warn("The result {} is not a valid safetensors file: {}", lora.getFileName(), malformed.getMessage());
            return false;
        }
    }

    private Map<String, String> texts(RunDetails run) {
        Map<String, String> texts = new LinkedHashMap<>();
        lineages.forEach(lineage -> texts.putAll(lineage.of(run)));
        return texts;
    }

    private StoredBlob store(Path file) {
        return blobs.store(file, "application/octet-stream", Serving.DOWNLOAD_ONLY);
    }
}
