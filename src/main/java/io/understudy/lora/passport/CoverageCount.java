package io.understudy.lora.passport;

import io.understudy.lora.BaseModel;
import io.understudy.lora.ModelPart;
import io.understudy.lora.layers.Geometry;
import io.understudy.lora.layers.LoraModule;
import io.understudy.lora.layers.ModuleSite;
import io.understudy.lora.passport.Passport.Coverage;
import io.understudy.lora.passport.Passport.PartCoverage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

final class CoverageCount {
    private CoverageCount() {}

    static Coverage of(BaseModel target, List<LoraModule> modules, Ranks ranks) {
        Set<ModuleSite> present = modules.stream()
                .flatMap(module -> module.site().stream())
                .collect(Collectors.toCollection(HashSet::new));
        boolean split = present.stream().anyMatch(ModuleSite::isSlice);
        Geometry geometry = Geometry.of(target);
        List<ModuleSite> complete = geometry.complete(split);
        List<PartCoverage> parts = new ArrayList<>();
        for (ModelPart part : List.of(ModelPart.DOUBLE, ModelPart.SINGLE)) {
            List<ModuleSite> wanted =
                    complete.stream().filter(site -> site.part() == part).toList();
            if (!wanted.isEmpty()) {
                parts.add(part(part, wanted, present));
            }
        }
        long perRank = complete.stream()
                .map(geometry::size)
                .flatMap(Optional::stream)
                .mapToLong(size -> size.in() + size.out())
                .sum();
        return new Coverage(
                parts.stream().mapToInt(PartCoverage::present).sum(), complete.size(), parts, perRank * ranks.usual());
    }

    private static PartCoverage part(ModelPart part, List<ModuleSite> wanted, Set<ModuleSite> present) {
        int found = (int) wanted.stream().filter(present::contains).count();
        Set<String> foundRoles =
                wanted.stream().filter(present::contains).map(ModuleSite::role).collect(Collectors.toSet());
        List<String> missing = wanted.stream()
                .map(ModuleSite::role)
                .distinct()
                .filter(role -> !foundRoles.contains(role))
                .toList();
        return new PartCoverage(part, found, wanted.size(), missing);
    }
}
