package io.understudy.versions.passports;

import io.understudy.identity.MembersAndSystem;
import io.understudy.lora.passport.Passport;
import io.understudy.lora.passport.Passport.FileHashes;
import io.understudy.lora.passport.PassportDetails;
import io.understudy.storage.BlobHash;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The passports of stored files. The caller that stores a LoRA asks for its passport in the same transaction; it is read after the
 * commit, in the background, also when the product was stopped in between.
 */
@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class PassportService {
    /** Civitai's shortest hash has ten digits. */
    public static final int SHORTEST_HASH = 10;

    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{" + SHORTEST_HASH + ",64}");

    private final PassportRepository repository;
    private final PassportJob job;
    private final Clock clock;

    PassportService(PassportRepository repository, PassportJob job, Clock clock) {
        this.repository = repository;
        this.job = job;
        this.clock = clock;
    }

    /** Asks for the passport of a file that the caller stores and retains; asked twice, it is still read once. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void want(BlobHash file) {
        if (repository.want(file, clock.instant())) {
            job.add(file);
        }
    }

    /** Keeps a passport that the caller has read from the file's very bytes. */
    @Transactional
    public void keep(BlobHash file, Passport passport) {
        repository.want(file, clock.instant());
        repository.read(file, passport);
    }

    public Optional<FilePassport> find(BlobHash file) {
        return repository.find(file);
    }

    /** Layer by layer, and the metadata; too long for lists, so {@link #find} leaves it out. */
    public PassportDetails details(BlobHash file) {
        return repository.details(file).orElse(PassportDetails.NONE);
    }

    public Map<BlobHash, FilePassport> find(Collection<BlobHash> files) {
        return repository.find(files).stream().collect(Collectors.toMap(FilePassport::file, Function.identity()));
    }

    /** Stored files that were read and have these very weights: other metadata, names or order of tensors hide none. */
    public Set<BlobHash> withWeightsOf(FileHashes hashes) {
        return Set.copyOf(repository.sameWeights(hashes));
    }

    public Set<BlobHash> waiting() {
        return Set.copyOf(repository.waiting());
    }

    /**
     * Stored files that are known by this hash: SHA-256, AutoV2, AutoV3 or sshs_model_hash, whole or from ten digits on,
     * with or without {@code 0x}.
     *
     * @return the files; empty also for a text that is not a hash
     */
    public Set<BlobHash> knownBy(String hash) {
        String digits = hash.strip().toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
        if (!DIGITS.matcher(digits).matches()) {
            return Set.of();
        }
        Set<BlobHash> found = new HashSet<>(repository.beginningWith(digits, false));
        found.addAll(repository.beginningWith(digits, true));
        return found;
    }
}
