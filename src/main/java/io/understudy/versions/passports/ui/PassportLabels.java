package io.understudy.versions.passports.ui;

import io.understudy.lora.AdapterKind;
import io.understudy.lora.ModelPart;
import io.understudy.lora.passport.Passport;
import io.understudy.lora.passport.Passport.Coverage;
import io.understudy.platform.text.Formats;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

public final class PassportLabels {
    private PassportLabels() {}

    static Map<String, String> facts(Passport passport) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Model", passport.model().name());
        facts.put("Naming", passport.family().label());
        AdapterKind adapter = passport.adapter();
        facts.put("Adapter", adapter == null ? "none: this is not a LoRA" : adapter.label());
        facts.put("Rank", ranks(passport));
        facts.put("Alpha", "%s, %s".formatted(number(passport.alpha()), passport.alphaSource()));
        facts.put("Effective scale", number(passport.scale()));
        facts.put(
                "Parts",
                passport.parts().isEmpty()
                        ? "none"
                        : passport.parts().stream().map(ModelPart::label).collect(Collectors.joining(", ")));
        facts.put("Coverage", coverage(passport));
        facts.put("Modules", Formats.count(passport.modules()));
        facts.put("Tensors", Formats.count(passport.tensors()));
        facts.put("Parameters", Formats.count(passport.parameters()));
        facts.put(
                "Element types",
                new TreeMap<>(passport.dtypes())
                        .entrySet().stream()
                                .map(type -> Formats.count(type.getValue()) + " × " + type.getKey())
                                .collect(Collectors.joining(", ")));
        facts.put("Size", Formats.bytes(passport.size()) + size(passport));
        return facts;
    }

    public static String brief(Passport passport) {
        AdapterKind adapter = passport.adapter();
        if (adapter == null) {
            return "no LoRA";
        }
        return "%s for %s, %s, scale %s, %s"
                .formatted(
                        adapter.label(),
                        passport.model().name(),
                        passport.rank() == 0 ? "no rank" : "rank " + ranks(passport),
                        number(passport.scale()),
                        Formats.plural(passport.modules(), "module", "modules"));
    }

    private static String ranks(Passport passport) {
        if (passport.rank() == 0) {
            return passport.adapter() == AdapterKind.OFT ? "none: rotated blocks" : "none: whole matrices";
        }
        return passport.differingRanks()
                .map(byPart -> "mostly %d (%s)".formatted(passport.rank(), byPart))
                .orElse(String.valueOf(passport.rank()));
    }

    private static String coverage(Passport passport) {
        Coverage coverage = passport.coverage();
        if (coverage == null) {
            return "unknown, like the model";
        }
        String missing = coverage.parts().stream()
                .filter(part -> !part.missing().isEmpty() && part.present() > 0)
                .map(part -> "%s without %s"
                        .formatted(part.part().label().toLowerCase(Locale.ROOT), String.join(", ", part.missing())))
                .collect(Collectors.joining("; "));
        String untouched = coverage.parts().stream()
                .filter(part -> part.present() == 0)
                .map(part -> "no " + part.part().label().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("; "));
        String rest = missing.isEmpty() ? untouched : untouched.isEmpty() ? missing : missing + "; " + untouched;
        return "%d of %d block layers%s"
                .formatted(coverage.present(), coverage.complete(), rest.isEmpty() ? "" : ": " + rest);
    }

    private static String size(Passport passport) {
        Coverage coverage = passport.coverage();
        if (coverage == null || coverage.expectedParameters() == 0) {
            return "";
        }
        return ", %.0f %% of a complete file of this rank"
                .formatted(100.0 * passport.parameters() / coverage.expectedParameters());
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.4g", value);
    }
}
