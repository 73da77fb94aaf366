package io.understudy.versions.sheets.plans;

import io.understudy.lora.Strength;
import java.util.List;

public record PlanDraft(List<String> prompts, List<Strength> strengths, List<Long> seeds) {
    public PlanDraft {
        prompts = List.copyOf(prompts);
        strengths = List.copyOf(strengths);
        seeds = List.copyOf(seeds);
    }
}
