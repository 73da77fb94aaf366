package io.understudy.prompting.guide;

/** The guide's way to name a LoRA: {@code character-name_v1_1000steps.safetensors}. */
public final class LoraFileName {
    public static final String EXTENSION = ".safetensors";

    private LoraFileName() {}

    /**
     * The file name of a version.
     *
     * @param slug of the character, such as {@code ava-lindqvist}
     * @param version counts from 1
     * @param steps that were trained
     */
    public static String of(String slug, int version, int steps) {
        return slug + "_v" + version + "_" + steps + "steps" + EXTENSION;
    }
}
