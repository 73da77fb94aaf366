package io.understudy.prompting.formats;

import java.util.function.Function;

public enum PromptFormat implements FileForm {
    PLAIN("Plain text", "txt", "The words alone, for any tool.", PlainFormat::write),
    FAL("fal.ai JSON", "json", "The input of fal-ai/flux-lora.", FalFormat::write),
    A1111(
            "A1111 and Forge",
            "txt",
            "Prompt and settings as these tools paste them, LoRAs as <lora:name:0.9>.",
            A1111Format::write),
    COMFYUI(
            "ComfyUI",
            "json",
            "A FLUX.1 graph in the API format: drop the file on the canvas, or post it.",
            ComfyFormat::write);

    private final Description description;
    private final Function<FilledPrompt, ExportedPrompt> writer;

    PromptFormat(String label, String ending, String meaning, Function<FilledPrompt, ExportedPrompt> writer) {
        this.description = new Description(label, ending, meaning);
        this.writer = writer;
    }

    @Override
    public Description description() {
        return description;
    }

    public ExportedPrompt write(FilledPrompt prompt) {
        return writer.apply(prompt);
    }
}
