package io.understudy.prompts.stacks;

import io.understudy.characters.CharacterId;
import io.understudy.identity.MembersAndSystem;
import io.understudy.identity.MembersOnly;
import io.understudy.lora.passport.Passport;
import io.understudy.platform.search.SearchText;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.loras.LoraFileDetails;
import io.understudy.prompts.loras.LoraFileId;
import io.understudy.prompts.loras.LoraFileService;
import io.understudy.prompts.stacks.StackableLora.Replacement;
import io.understudy.prompts.stacks.StackableLora.Standing;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionFiles;
import io.understudy.versions.VersionFiles.VersionFile;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.passports.FilePassport;
import io.understudy.versions.passports.PassportService;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class StackableLoraService {
    private static final String ENDING = ".safetensors";

    private final StackableLoraQueries queries;
    private final VersionFiles versionFiles;
    private final VersionService versions;
    private final LoraFileService files;
    private final PassportService passports;

    StackableLoraService(
            StackableLoraQueries queries,
            VersionFiles versionFiles,
            VersionService versions,
            LoraFileService files,
            PassportService passports) {
        this.queries = queries;
        this.versionFiles = versionFiles;
        this.versions = versions;
        this.files = files;
        this.passports = passports;
    }

    /**
     * What is offered for a role, by name: for a character the versions in production and imported character LoRAs, for
     * any other role the files of that role, for "other" every file.
     *
     * @param text that the name or trigger word contains; empty for all
     */
    @MembersOnly
    public Page<StackableLora> find(StackRole role, String text, Pageable page) {
        String pattern = SearchText.around(text);
        Stream<Candidate> trained = role == StackRole.CHARACTER
                ? versionFiles.inProduction(pattern).stream().map(StackableLoraService::candidate)
                : Stream.empty();
        List<Candidate> all = Stream.concat(
                        trained, queries.find(role, pattern).stream().map(StackableLoraService::candidate))
                .sorted(Comparator.comparing(Candidate::fileName)
                        .thenComparing(candidate -> candidate.ref().asText()))
                .toList();
        List<LoraRef> found = all.stream()
                .skip(page.getOffset())
                .limit(page.getPageSize())
                .map(Candidate::ref)
                .toList();
        Map<LoraRef, StackableLora> resolved = resolve(found);
        return new PageImpl<>(
                found.stream().map(resolved::get).filter(Objects::nonNull).toList(), page, all.size());
    }

    private record Candidate(LoraRef ref, String fileName) {}

    private static Candidate candidate(VersionFiles.Named version) {
        return new Candidate(new LoraRef.Version(version.id()), version.fileName());
    }

    private static Candidate candidate(StackableLoraQueries.ImportedFile file) {
        return new Candidate(new LoraRef.Imported(file.id()), file.fileName());
    }

    /**
     * The LoRAs of these files; names that nothing here has are left out. In a fixed number of queries. Where several
     * have the same name, what is in production comes first, then what the team trained, then the newest.
     *
     * @param names of files, without their ending; upper and lower case are the same
     * @return by name in lower case
     */
    public Map<String, StackableLora> named(Collection<String> names) {
        Set<String> files = names.stream().map(name -> key(name) + ENDING).collect(Collectors.toUnmodifiableSet());
        if (files.isEmpty()) {
            return Map.of();
        }
        Map<String, LoraRef> refs = new HashMap<>();
        Stream.concat(
                        versionFiles.named(files).stream().map(StackableLoraService::candidate),
                        queries.named(files).stream().map(StackableLoraService::candidate))
                .forEach(found -> refs.putIfAbsent(found.fileName().toLowerCase(Locale.ROOT), found.ref()));
        Map<LoraRef, StackableLora> known = resolve(refs.values());
        Map<String, StackableLora> named = new HashMap<>();
        refs.forEach((file, ref) -> {
            StackableLora lora = known.get(ref);
            if (lora != null) {
                named.put(file.substring(0, file.length() - ENDING.length()), lora);
            }
        });
        return named;
    }

    public static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** What these references name; those that name nothing are left out. In a fixed number of queries. */
    public Map<LoraRef, StackableLora> resolve(Collection<LoraRef> refs) {
        List<VersionFile> trained = versionFiles.of(ids(refs));
        List<LoraFileDetails> imported = files.of(importedIds(refs));
        Map<BlobHash, FilePassport> known = passports.find(Stream.concat(
                        trained.stream().map(VersionFile::file),
                        imported.stream().map(LoraFileDetails::file))
                .toList());
        Map<CharacterId, VersionCard> production = versions.production(trained.stream()
                .map(version -> version.card().character())
                .distinct()
                .toList());
        Map<LoraRef, StackableLora> resolved = new HashMap<>();
        trained.forEach(version -> {
            StackableLora lora = of(
                    version,
                    known.get(version.file()),
                    production.get(version.card().character()));
            resolved.put(lora.ref(), lora);
        });
        imported.forEach(file -> {
            StackableLora lora = of(file, known.get(file.file()));
            resolved.put(lora.ref(), lora);
        });
        return resolved;
    }

    private static List<VersionId> ids(Collection<LoraRef> refs) {
        return refs.stream()
                .filter(LoraRef.Version.class::isInstance)
                .map(ref -> ((LoraRef.Version) ref).id())
                .toList();
    }

    private static List<LoraFileId> importedIds(Collection<LoraRef> refs) {
        return refs.stream()
                .filter(LoraRef.Imported.class::isInstance)
                .map(ref -> ((LoraRef.Imported) ref).id())
                .toList();
    }

    private static StackableLora of(
            VersionFile version, @Nullable FilePassport passport, @Nullable VersionCard production) {
        VersionCard card = version.card();
        return new StackableLora(
                new LoraRef.Version(card.id()),
                card.fileName(),
                version.triggerWord(),
                version.file(),
                FileVerdict.model(card.baseModel(), passport == null ? null : passport.passport()),
                FileVerdict.of(card.baseModel(), passport),
                card.character(),
                card.strength().best(),
                card.strength(),
                null,
                standing(card),
                replacement(card, production));
    }

    private static Standing standing(VersionCard card) {
        Standing standing =
                switch (card.state()) {
                    case REVOKED -> Standing.REVOKED;
                    case APPROVED -> card.contradicted() ? Standing.CONTRADICTED : Standing.USABLE;
                    case SUPERSEDED -> Standing.SUPERSEDED;
                    case DRAFT, IN_REVIEW, CHANGES_REQUESTED, SIGNED_OFF -> Standing.NOT_APPROVED;
                };
        // A recall may be lifted, a revocation is permanent.
        return card.recalled() && standing != Standing.REVOKED ? Standing.RECALLED : standing;
    }

    private static @Nullable Replacement replacement(VersionCard card, @Nullable VersionCard production) {
        return production == null
                        || production.recalled()
                        || production.contradicted()
                        || production.id().equals(card.id())
                        || production.baseModel() != card.baseModel()
                ? null
                : new Replacement(new LoraRef.Version(production.id()), production.name());
    }

    private static StackableLora of(LoraFileDetails file, @Nullable FilePassport passport) {
        String source = file.facts().source();
        return new StackableLora(
                new LoraRef.Imported(file.id()),
                file.fileName(),
                file.facts().triggerWord(),
                file.file(),
                passport == null
                        ? null
                        : passport.read().flatMap(Passport::target).orElse(null),
                FileVerdict.of(null, passport),
                null,
                file.facts().strength(),
                null,
                source.matches("https://\\S+\\.safetensors(\\?\\S*)?") ? source : null,
                file.removed() ? Standing.REMOVED : Standing.USABLE,
                null);
    }
}
