package io.understudy.lora.passport;

import io.understudy.lora.AdapterKind;
import io.understudy.lora.Fit;
import io.understudy.lora.ModelPart;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

public final class PassportText {
    private static final int BAR = 40;
    private static final int MOST_LAYERS = 20;

    private final StringBuilder text = new StringBuilder();

    private PassportText(Passport passport) {
        AdapterKind adapter = passport.adapter();
        line("Model", passport.model().name() + ". " + passport.model().reason());
        line("Naming", passport.family().label());
        if (adapter != null) {
            line(
                    "Adapter",
                    adapter.label() + ", "
                            + (passport.rank() != 0
                                    ? "rank " + ranks(passport)
                                    : adapter == AdapterKind.OFT
                                            ? "no rank (rotated blocks)"
                                            : "no rank (whole matrices)"));
            line(
                    "Alpha",
                    "%s (%s), effective scale %s"
                            .formatted(number(passport.alpha()), passport.alphaSource(), number(passport.scale())));
            line("Parts", passport.parts().stream().map(ModelPart::label).collect(Collectors.joining(", ")));
        }
        line(
                "Modules",
                "%,d, tensors %,d, parameters %,d, %,d bytes"
                        .formatted(passport.modules(), passport.tensors(), passport.parameters(), passport.size()));
        coverage(passport);
        line(
                "Types",
                new TreeMap<>(passport.dtypes())
                        .entrySet().stream()
                                .map(entry -> entry.getValue() + " x " + entry.getKey())
                                .collect(Collectors.joining(", ")));
        line("SHA-256", passport.hashes().sha256());
        line("AutoV2", passport.hashes().autoV2());
        line("AutoV3", passport.hashes().autoV3());
        section("Fits");
        passport.fits()
                .forEach(fit -> line(
                        fit.target().label(),
                        fit.outcome() == Fit.Outcome.FITS
                                ? "fits"
                                : fit.outcome().words() + ". " + fit.reason()));
        section("Training, according to the file");
        passport.training().forEach(fact -> line(fact.label(), fact.value()));
        section("Metadata claims, checked against the bytes");
        passport.claims()
                .forEach(claim -> line(
                        claim.key(),
                        claim.agrees()
                                ? claim.claimed() + ", true"
                                : claim.claimed() + ", but it is " + claim.found()));
        norms(passport.norms());
        layers(passport.details());
        section("Problems");
        passport.problems()
                .forEach(problem -> text.append("  - ").append(problem).append('\n'));
        if (passport.problems().isEmpty()) {
            text.append("  none found\n");
        }
    }

    public static String of(Passport passport) {
        return new PassportText(passport).text.toString();
    }

    private void section(String title) {
        text.append('\n').append(title).append('\n');
    }

    private void line(String label, String value) {
        text.append("  %-24s %s%n".formatted(label, printable(value)));
    }

    private static String ranks(Passport passport) {
        boolean isUniform = passport.ranks().values().stream().allMatch(rank -> rank == passport.rank());
        return isUniform
                ? String.valueOf(passport.rank())
                : "%d (%s)"
                        .formatted(
                                passport.rank(),
                                new TreeMap<>(passport.ranks())
                                        .entrySet().stream()
                                                .map(entry -> entry.getKey() + " " + entry.getValue())
                                                .collect(Collectors.joining(", ")));
    }

    private void coverage(Passport passport) {
        Passport.Coverage coverage = passport.coverage();
        if (coverage == null) {
            return;
        }
        line("Coverage", "%d of %d block layers".formatted(coverage.present(), coverage.complete()));
        coverage.parts()
                .forEach(part -> line(
                        "  " + part.part().label(),
                        "%d of %d%s"
                                .formatted(
                                        part.present(),
                                        part.complete(),
                                        part.missing().isEmpty()
                                                ? ""
                                                : ", without " + String.join(", ", part.missing()))));
    }

    private void layers(PassportDetails details) {
        PassportDetails.RankUse use = details.rankUse();
        if (use != null) {
            section("Use of the rank, by singular values");
            text.append("  ").append(use.advice()).append('\n');
            if (use.notMeasured() > 0) {
                text.append("  Measured in %d of %d layers; whether the others ran away is not known.\n"
                        .formatted(use.measured(), use.measured() + use.notMeasured()));
            }
        }
        List<PassportDetails.Layer> odd = details.layers().stream()
                .filter(layer -> layer.condition() != PassportDetails.Condition.HEALTHY)
                .limit(MOST_LAYERS)
                .toList();
        if (!odd.isEmpty()) {
            section("Layers that stand out");
            odd.forEach(layer -> line(layer.module(), layer.condition().words()));
        }
    }

    private void norms(List<Passport.BlockNorm> norms) {
        double most = norms.stream()
                .map(Passport.BlockNorm::norm)
                .max(Comparator.naturalOrder())
                .orElse(0.0);
        if (most == 0) {
            return;
        }
        section("Change per block (upper bound of the norm)");
        for (Passport.BlockNorm norm : norms) {
            String bar = "#".repeat((int) Math.round(norm.norm() / most * BAR));
            line(
                    norm.part().id() + " " + norm.block(),
                    String.format(Locale.ROOT, "%10.4g  %s", norm.norm(), bar).stripTrailing());
        }
    }

    private static String number(double value) {
        return Claims.plain(value);
    }

    /** Texts of strangers must not steer a terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
