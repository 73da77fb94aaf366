package io.understudy.prompting.formats;

import java.util.function.BiFunction;

public enum PromptFormat implements FileForm {
    PLAIN("Plain text", "txt", "The words alone, for any tool.", (prompt, models) -> PlainFormat.write(prompt)),
    FAL("fal.ai JSON", "json", "The input of fal-ai/flux-lora.", (prompt, models) -> FalFormat.write(prompt)),
    A1111(
            "A1111 and Forge",
            "txt",
            "Prompt and settings as these tools paste them, LoRAs as <lora:name:0.9>.",
            (prompt, models) -> A1111Format.write(prompt)),
    COMFYUI(
            "ComfyUI",
            "json",
            "A FLUX.1 graph in the API format: drop the file on the canvas, or post it.",
            ComfyFormat::write);

    private final Description description;
    private final BiFunction<FilledPrompt, ComfyModels, ExportedPrompt> writer;

    PromptFormat(
            String label, String ending, String meaning, BiFunction<FilledPrompt, ComfyModels, ExportedPrompt> writer) {
        this.description = new Description(label, ending, meaning);
        this.writer = writer;
    }

    @Override
    public Description description() {
        return description;
    }

    public ExportedPrompt write(FilledPrompt prompt) {
        return write(prompt, ComfyModels.USUAL);
    }

    /** @param models that ComfyUI is to load; other tools name none */
    public ExportedPrompt write(FilledPrompt prompt, ComfyModels models) {
        return writer.apply(prompt, models);
    }
}
