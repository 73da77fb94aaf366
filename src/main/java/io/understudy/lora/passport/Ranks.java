package io.understudy.lora.passport;

import io.understudy.lora.layers.LoraModule;
import io.understudy.lora.layers.ModuleSite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ranks of a file. sd-scripts with {@code split_qkv} trains the slices of a fused layer apart and stacks them: such a
 * {@code qkv} has three times, such a {@code linear1} four times the rank, and counts with the rank of its slices.
 */
record Ranks(int usual, Map<String, Integer> byPart, Map<LoraModule, Integer> byModule) {
    private static final int QKV_SLICES = 3;
    private static final int LINEAR1_SLICES = 4;

    static Ranks of(List<LoraModule> modules) {
        // Sorted, so that where a stacked and a plain rank come equally often the plain one is the usual.
        int stored = PassportDraft.mostFrequent(modules.stream()
                        .map(module -> Math.toIntExact(Math.min(module.rank(), Integer.MAX_VALUE)))
                        .filter(rank -> rank > 0)
                        .sorted()
                        .toList())
                .orElse(0);
        Map<LoraModule, Integer> byModule = new HashMap<>();
        Map<String, List<Integer>> parts = new TreeMap<>();
        Map<String, List<Integer>> roles = new TreeMap<>();
        for (LoraModule module : modules) {
            int rank = unstacked(module, stored);
            byModule.put(module, rank);
            if (rank > 0) {
                String part = PassportDraft.part(module).id();
                parts.computeIfAbsent(part, key -> new ArrayList<>()).add(rank);
                module.site()
                        .ifPresent(site -> roles.computeIfAbsent(part + "." + site.role(), key -> new ArrayList<>())
                                .add(rank));
            }
        }
        Map<String, Integer> byPart = new TreeMap<>();
        parts.forEach((part, ranks) -> byPart.put(part, usual(ranks)));
        roles.forEach((role, ranks) -> {
            int rank = usual(ranks);
            if (rank != byPart.getOrDefault(role.substring(0, role.indexOf('.')), 0)) {
                byPart.put(role, rank);
            }
        });
        // Of ranks that come equally often, the first in the file.
        List<Integer> inOrder = modules.stream()
                .map(module -> byModule.getOrDefault(module, 0))
                .filter(rank -> rank > 0)
                .toList();
        return new Ranks(usual(inOrder), byPart, byModule);
    }

    private static int usual(List<Integer> ranks) {
        return PassportDraft.mostFrequent(ranks).orElse(0);
    }

    private static int unstacked(LoraModule module, int usual) {
        int rank = Math.toIntExact(Math.min(module.rank(), Integer.MAX_VALUE));
        String role = module.site().map(ModuleSite::role).orElse("");
        boolean stackedQkv = role.endsWith("qkv") && rank == QKV_SLICES * usual;
        boolean stackedLinear1 = role.equals("linear1") && rank == LINEAR1_SLICES * usual;
        return stackedQkv || stackedLinear1 ? usual : rank;
    }

    int of(LoraModule module) {
        return byModule.getOrDefault(module, 0);
    }
}
