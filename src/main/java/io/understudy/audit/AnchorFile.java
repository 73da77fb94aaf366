package io.understudy.audit;

import io.understudy.bundle.log.SignedNote;
import io.understudy.platform.core.DomainException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Signed states of the trail where the database does not reach: a file that an admin chose, best on another machine. */
@Component
class AnchorFile {
    private static final Logger log = LoggerFactory.getLogger(AnchorFile.class);

    private final ApplicationEventPublisher events;
    private final String file;

    AnchorFile(ApplicationEventPublisher events, @Value("${understudy.audit.anchor-file}") String file) {
        this.events = events;
        this.file = file.strip();
    }

    /**
     * What it keeps, one signed note each.
     *
     * @throws DomainException.Conflict when it is there and cannot be read
     */
    List<String> notes() {
        try {
            return isThere() ? SignedNote.split(Files.readString(Path.of(file))) : List.of();
        } catch (IOException problem) {
            log.warn("Could not read {}", file, problem);
            throw new DomainException.Conflict(
                    "The server cannot read the file with the signed states of the audit trail. Its log says why.");
        }
    }

    /** Adds a note unless it is the last one; admins learn when that fails. */
    void keep(String note) {
        try {
            if (!file.isEmpty()
                    && !(isThere() && Files.readString(Path.of(file)).endsWith(note + "\n"))) {
                Files.writeString(Path.of(file), note + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException problem) {
            log.warn("Could not write to {}", file, problem);
            events.publishEvent(new TrailProblem(
                    "The audit trail could not be anchored",
                    "The server cannot write to the file for the signed state of the audit trail. Its log says why."));
        }
    }

    private boolean isThere() {
        return !file.isEmpty() && Files.exists(Path.of(file));
    }
}
