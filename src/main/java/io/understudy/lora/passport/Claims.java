package io.understudy.lora.passport;

import io.understudy.lora.Fit;
import io.understudy.lora.ModelFamily;
import io.understudy.lora.ModelVerdict;
import io.understudy.lora.passport.Passport.Claim;
import io.understudy.lora.passport.Passport.FileHashes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

final class Claims {
    /** SHA-256 of nothing: written by old versions of ai-toolkit in place of a real hash. */
    private static final String HASH_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final Map<String, String> metadata;
    private final List<Claim> claims = new ArrayList<>();

    Claims(
            Map<String, String> metadata,
            ModelVerdict model,
            List<Fit> fits,
            Ranks ranks,
            Scales scales,
            FileHashes hashes) {
        this.metadata = metadata;
        hash("sshs_model_hash", hashes.sshsModelHash());
        String legacy = hashes.sshsLegacyHash();
        if (legacy != null) {
            hash("sshs_legacy_hash", legacy);
        }
        hash("modelspec.hash_sha256", hashes.sshsModelHash());
        if (ranks.usual() > 0) {
            number("ss_network_dim", ranks.usual());
        }
        scales.knownAlpha().ifPresent(alpha -> number("ss_network_alpha", alpha));
        ClaimedModel.in(metadata).ifPresent(claimed -> model(claimed, model, fits));
    }

    private void hash(String key, String found) {
        String claimed = metadata.get(key);
        if (claimed == null || claimed.isBlank()) {
            return;
        }
        String digits = claimed.strip().toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
        String words =
                digits.equals(HASH_OF_NOTHING) ? found + " (the claimed one is the hash of an empty file)" : found;
        claims.add(new Claim(key, claimed, words, digits.equals(found)));
    }

    private void number(String key, double found) {
        Scales.number(metadata.get(key))
                .ifPresent(claimed -> claims.add(new Claim(
                        key, metadata.getOrDefault(key, ""), plain(found), Math.abs(claimed - found) < 1e-6)));
    }

    private void model(ClaimedModel claimed, ModelVerdict model, List<Fit> fits) {
        boolean isExcluded = fits.stream()
                .anyMatch(fit -> fit.target() == claimed.target() && fit.outcome() == Fit.Outcome.DOES_NOT_FIT);
        if (claimed.target() != null && (model.family() != ModelFamily.UNDECIDED || isExcluded)) {
            boolean agrees = model.family()
                    .target()
                    .filter(target -> target == claimed.target())
                    .isPresent();
            claims.add(new Claim(claimed.key(), claimed.value(), model.name(), agrees || claimed.names("chroma")));
        }
    }

    static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? String.valueOf((long) number)
                : String.valueOf(number);
    }

    List<Claim> all() {
        return claims;
    }
}
