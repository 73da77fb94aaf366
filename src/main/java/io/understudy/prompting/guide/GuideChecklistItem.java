package io.understudy.prompting.guide;

public enum GuideChecklistItem {
    FACE_CONSISTENT("Face is consistent across 10+ generations"),
    BODY_ACCURATE("Body proportions are accurate"),
    DIFFERENT_PROMPTS("Works with different prompts"),
    NO_ARTIFACTS("No obvious artifacts"),
    DIFFERENT_STRENGTHS("Works at different LoRA strengths"),
    TARGET_MODEL("Compatible with your target model version");

    private final String words;

    GuideChecklistItem(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
