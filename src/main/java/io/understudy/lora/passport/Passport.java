package io.understudy.lora.passport;

import io.understudy.lora.AdapterKind;
import io.understudy.lora.BaseModel;
import io.understudy.lora.Fit;
import io.understudy.lora.ModelPart;
import io.understudy.lora.ModelVerdict;
import io.understudy.lora.NamingFamily;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a LoRA file from its bytes alone.
 *
 * @param size        of the file in bytes
 * @param adapter     how weights are factored, or null when the file holds no LoRA
 * @param rank        the most frequent one; 0 when there is none, as with whole LoKr matrices
 * @param ranks       by part, and by layer role where a role differs from its part; stacked qkv layers are taken apart
 * @param alpha       the most frequent one
 * @param alphaSource where alpha was found
 * @param scale       what the low-rank product is multiplied by, alpha / rank, the most frequent one
 * @param parts       what the file changes, in the order of {@link ModelPart}
 * @param modules     layers that are changed
 * @param parameters  elements of all tensors
 * @param dtypes      tensors by element type
 * @param norms       by block, in the order of the model
 * @param training    what the metadata says about the training
 * @param claims      what the metadata says that can be checked, with what is true
 * @param fits        one for each target model
 * @param problems    what someone who uses the file should know, the worst first
 * @param details     layer by layer; {@link PassportDetails#NONE} where it was left out, as in lists
 */
public record Passport(
        long size,
        NamingFamily family,
        @Nullable AdapterKind adapter,
        ModelVerdict model,
        int rank,
        Map<String, Integer> ranks,
        double alpha,
        String alphaSource,
        double scale,
        List<ModelPart> parts,
        int modules,
        int tensors,
        long parameters,
        Map<String, Integer> dtypes,
        @Nullable Coverage coverage,
        List<BlockNorm> norms,
        FileHashes hashes,
        List<Fact> training,
        List<Claim> claims,
        List<Fit> fits,
        List<String> problems,
        PassportDetails details) {
    /**
     * How much of the model's block layers is changed.
     *
     * @param expectedParameters of a file of this rank that changes all of them
     */
    public record Coverage(int present, int complete, List<PartCoverage> parts, long expectedParameters) {
        public Coverage {
            parts = List.copyOf(parts);
        }
    }

    /** @param missing roles that no block of the part changes, such as {@code modulation.lin} */
    public record PartCoverage(ModelPart part, int present, int complete, List<String> missing) {
        public PartCoverage {
            missing = List.copyOf(missing);
        }
    }

    /**
     * How strongly a block is changed.
     *
     * @param norm root of the sum of squares, over the block's layers, of scale x product of the factors' norms: an upper
     *     bound of the norm of the change of its weights
     */
    public record BlockNorm(ModelPart part, int block, int modules, double norm) {}

    /**
     * Hashes by which others know the file, computed from its bytes.
     *
     * @param sha256        of the whole file, lower case
     * @param autoV2        Civitai's: the first ten digits of {@code sha256}, upper case
     * @param autoV3        Civitai's: SHA-256 of all that follows the header, upper case; other metadata, same hash
     * @param sshsModelHash sd-scripts': the same as {@code autoV3}, lower case
     * @param sshsLegacyHash sd-scripts' older one, eight digits; null where the order of the tensors forbids to know it
     * @param weightsHash   SHA-256 over type, shape and hash of each tensor, sorted: other names or another order of the
     *     tensors, same hash; empty unless the file was scanned as a {@linkplain ScanDepth#WHOLE whole}
     */
    public record FileHashes(
            String sha256,
            String autoV2,
            String autoV3,
            String sshsModelHash,
            @Nullable String sshsLegacyHash,
            String weightsHash) {}

    public record Fact(String label, String value) {}

    /** What the metadata says under a label of {@link #training()}, such as "Licence". */
    public Optional<String> fact(String label) {
        return training.stream()
                .filter(fact -> fact.label().equals(label))
                .map(Fact::value)
                .findFirst();
    }

    /** The ranks by part, such as {@code double 8, single 16}; empty where all are the most frequent one. */
    public Optional<String> differingRanks() {
        return ranks.values().stream().allMatch(one -> one == rank)
                ? Optional.empty()
                : Optional.of(new TreeMap<>(ranks)
                        .entrySet().stream()
                                .map(part -> part.getKey() + " " + part.getValue())
                                .collect(Collectors.joining(", ")));
    }

    /**
     * Something the metadata states and the bytes prove or disprove.
     *
     * @param key     metadata key
     * @param claimed as it is there
     * @param found   what is true
     */
    public record Claim(String key, String claimed, String found, boolean agrees) {}

    public Passport {
        ranks = Map.copyOf(ranks);
        parts = List.copyOf(parts);
        dtypes = Map.copyOf(dtypes);
        norms = List.copyOf(norms);
        training = List.copyOf(training);
        claims = List.copyOf(claims);
        fits = List.copyOf(fits);
        problems = List.copyOf(problems);
    }

    public Passport with(PassportDetails other) {
        return new Passport(
                size,
                family,
                adapter,
                model,
                rank,
                ranks,
                alpha,
                alphaSource,
                scale,
                parts,
                modules,
                tensors,
                parameters,
                dtypes,
                coverage,
                norms,
                hashes,
                training,
                claims,
                fits,
                problems,
                other);
    }

    public boolean isLora() {
        return adapter != null;
    }

    public Fit fit(BaseModel target) {
        return fits.stream()
                .filter(fit -> fit.target() == target)
                .findFirst()
                .orElseGet(() -> new Fit(target, Fit.Outcome.DOES_NOT_FIT, "The passport does not know this model."));
    }

    public Optional<String> broken() {
        return fits.stream()
                .filter(fit -> fit.outcome() == Fit.Outcome.BROKEN)
                .map(Fit::reason)
                .findFirst();
    }

    public Optional<BaseModel> target() {
        return model.family().target();
    }
}
