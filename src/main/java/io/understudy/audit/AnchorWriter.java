package io.understudy.audit;

import io.understudy.bundle.MalformedBundleException;
import io.understudy.platform.core.DomainException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Writes the signed state of the trail where the database does not reach: to the log, and to a file that an admin chose,
 * best on another machine.
 */
@Component
class AnchorWriter {
    private static final Logger log = LoggerFactory.getLogger(AnchorWriter.class);

    private final TrailCheckpointService checkpoints;
    private final ApplicationEventPublisher events;
    private final String file;

    AnchorWriter(
            TrailCheckpointService checkpoints,
            ApplicationEventPublisher events,
            @Value("${understudy.audit.anchor-file}") String file) {
        this.checkpoints = checkpoints;
        this.events = events;
        this.file = file.strip();
    }

    void write() {
        try {
            TrailCheckpoint checkpoint = checkpoints.sign();
            log.info(
                    "The audit trail up to row {}. Keep this to convict a rewrite:\n{}",
                    checkpoint.size(),
                    checkpoint.note());
            if (!file.isEmpty()) {
                append(Path.of(file), checkpoint.note() + "\n");
            }
        } catch (DomainException | MalformedBundleException refused) {
            report("The audit trail could not be signed", String.valueOf(refused.getMessage()));
        } catch (IOException problem) {
            log.warn("Could not write to {}", file, problem);
            report(
                    "The audit trail could not be anchored",
                    "The server cannot write to the file for the signed state of the audit trail. Its log says why.");
        }
    }

    private static void append(Path to, String text) throws IOException {
        if (!Files.exists(to) || !Files.readString(to).endsWith(text)) {
            Files.writeString(to, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private void report(String title, String words) {
        log.error("{}: {}", title, words);
        events.publishEvent(new TrailProblem(title, words));
    }
}
