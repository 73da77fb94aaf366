package io.understudy.versions.sheets.plans;

import java.util.List;

public record PlanDraft(List<String> prompts, List<Double> strengths, List<Long> seeds) {
    public PlanDraft {
        prompts = List.copyOf(prompts);
        strengths = List.copyOf(strengths);
        seeds = List.copyOf(seeds);
    }
}
