package io.understudy.prompts.loras;

import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.MembersOnly;
import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.passport.Passport;
import io.understudy.lora.passport.PassportReader;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import io.understudy.prompting.guide.StackRole;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import io.understudy.storage.Spooled;
import io.understudy.storage.StoredBlob;
import io.understudy.versions.importing.ImportService;
import io.understudy.versions.passports.PassportService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

@Service
@MembersOnly
@Transactional(readOnly = true)
public class LoraFileService {
    /** In bytes; the largest LoRAs of FLUX, at rank 256, have about 3 GB. */
    public static final long LIMIT = 4_000_000_000L;

    public static final String ENDING = ".safetensors";
    private static final int MAX_NAME = 120;

    private final LoraFiles files;
    private final BlobStore blobs;
    private final PassportService passports;
    private final ImportService imports;
    private final TransactionOperations transaction;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final Clock clock;

    LoraFileService(
            LoraFiles files,
            BlobStore blobs,
            PassportService passports,
            ImportService imports,
            TransactionOperations transaction,
            CurrentActor actor,
            AuditEvents auditEvents,
            Clock clock) {
        this.files = files;
        this.blobs = blobs;
        this.passports = passports;
        this.imports = imports;
        this.transaction = transaction;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.clock = clock;
    }

    /**
     * Takes a file in while it arrives, in constant memory.
     *
     * @param in is read to its end, not closed
     * @throws DomainException.RuleViolation naming the file and what is wrong: no LoRA, cut off, too large
     * @throws DomainException.Conflict when the file or its name is in the library already
     */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public LoraFileDetails take(String fileName, InputStream in) {
        String name = checkedName(fileName);
        try (Spooled spooled = blobs.spool(in, LIMIT)) {
            Passport passport = passport(name, spooled);
            StoredBlob blob = blobs.store(spooled, "application/octet-stream", Serving.DOWNLOAD_ONLY);
            imports.brought(blob.hash());
            return Objects.requireNonNull(transaction.execute(status -> add(name, blob, passport)));
        }
    }

    private static Passport passport(String name, Spooled file) {
        try {
            Passport passport = PassportReader.read(file.path());
            if (!passport.isLora()) {
                throw new DomainException.RuleViolation(
                        name + " was not added: it is a safetensors file, but holds no LoRA that is known here.");
            }
            return passport;
        } catch (MalformedSafetensorsException malformed) {
            throw new DomainException.RuleViolation(name + " was not added: " + malformed.getMessage(), malformed);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(name + " could not be read", unreadable);
        }
    }

    private LoraFileDetails add(String name, StoredBlob blob, Passport passport) {
        files.findFirstByFileHashAndRemovedAtIsNull(blob.hash().hex()).ifPresent(same -> {
            throw new DomainException.Conflict(
                    name + " was not added: the library already has this file as " + same.fileName() + ".");
        });
        if (files.countNamed(name) > 0) {
            throw new DomainException.Conflict(
                    name + " was not added: the library has another file of this name. Other tools"
                            + " identify LoRAs by their names, so give it another one.");
        }
        blobs.retain(blob.hash());
        passports.keep(blob.hash(), passport);
        LoraFile file = files.saveAndFlush(new LoraFile(
                name, blob.hash(), blob.size(), LoraDescription.of(StackRole.STYLE), actor.get(), clock.instant()));
        auditEvents.publish("lora.added", file.subject(), file.described());
        return file.details();
    }

    /** Only what every file system and every tool can name. */
    private static String checkedName(String fileName) {
        String plain = fileName.replaceFirst("^.*[/\\\\]", "").strip().replaceAll("[^A-Za-z0-9._ -]", "_");
        if (!plain.toLowerCase(Locale.ROOT).endsWith(ENDING)) {
            throw new DomainException.RuleViolation(fileName + " was not added: LoRA files end in " + ENDING + ".");
        }
        String stem = plain.substring(0, plain.length() - ENDING.length());
        if (stem.isBlank() || plain.length() > MAX_NAME) {
            throw new DomainException.RuleViolation(
                    fileName + " was not added: a name has 1 to " + (MAX_NAME - ENDING.length()) + " characters.");
        }
        return stem + ENDING;
    }

    /** Files whose name, trigger word, source or licence contain a text; null means every role. */
    public Page<LoraFileDetails> page(String text, @Nullable StackRole role, ListOrder order, Pageable page) {
        return files.search(
                        SearchText.around(text),
                        role == null ? Arrays.asList(StackRole.values()) : List.of(role),
                        order.of(page, "fileName", "addedAt"))
                .map(LoraFile::details);
    }

    public List<LoraFileDetails> find(SearchText text) {
        return files.find(text.anywhere(), text.beginning(), text.limit()).stream()
                .map(LoraFile::details)
                .toList();
    }

    @MembersAndSystem
    public List<LoraFileDetails> of(Collection<LoraFileId> ids) {
        return files.findAllById(ids.stream().map(LoraFileId::value).distinct().toList()).stream()
                .map(LoraFile::details)
                .toList();
    }

    /**
     * Says what a file is.
     *
     * @param rowVersion that the form was filled from
     * @throws DomainException.Conflict when someone saved in between; nothing is changed
     */
    @Transactional
    public LoraFileDetails describe(LoraFileId id, long rowVersion, LoraDescription facts) {
        LoraFile file = load(id);
        if (file.rowVersion() != rowVersion) {
            throw stale(file.changedByName());
        }
        Map<String, String> before = file.described();
        file.describe(facts, actor.get(), clock.instant());
        Map<String, String> changed = AuditEvent.onlyChanged(file.described(), before);
        before.keySet().retainAll(changed.keySet());
        if (!changed.isEmpty()) {
            auditEvents.publish("lora.described", file.subject(), before, changed);
        }
        try {
            return files.saveAndFlush(file).details();
        } catch (OptimisticLockingFailureException e) {
            throw stale("Someone else");
        }
    }

    @Transactional
    public void remove(LoraFileId id) {
        LoraFile file = load(id);
        file.remove(clock.instant());
        auditEvents.publish("lora.removed", file.subject(), file.described(), Map.of());
    }

    @Transactional
    public void restore(LoraFileId id) {
        LoraFile file = files.findById(id.value()).orElseThrow(LoraFileService::missing);
        if (file.removed()) {
            if (files.countNamed(file.fileName()) > 0) {
                throw new DomainException.Conflict(
                        "The library has another file named " + file.fileName() + " by now.");
            }
            file.restore();
            auditEvents.publish("lora.restored", file.subject());
        }
    }

    private LoraFile load(LoraFileId id) {
        return files.findById(id.value()).filter(file -> !file.removed()).orElseThrow(LoraFileService::missing);
    }

    private static DomainException.NotFound missing() {
        return new DomainException.NotFound("There is no such LoRA file in the library, or it was deleted.");
    }

    private static DomainException.Conflict stale(String who) {
        return new DomainException.Conflict(
                who + " changed the details of this file in the meantime, so nothing was saved. Open it again.");
    }
}
