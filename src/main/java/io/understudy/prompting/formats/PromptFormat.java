package io.understudy.prompting.formats;

public enum PromptFormat {
    PLAIN("Plain text", "txt", "The words alone, for any tool.") {
        @Override
        public ExportedPrompt write(FilledPrompt prompt) {
            return PlainFormat.write(prompt);
        }
    },
    FAL("fal.ai JSON", "json", "The input of fal-ai/flux-lora.") {
        @Override
        public ExportedPrompt write(FilledPrompt prompt) {
            return FalFormat.write(prompt);
        }
    },
    A1111("A1111 and Forge", "txt", "Prompt and settings as these tools paste them, LoRAs as <lora:name:0.9>.") {
        @Override
        public ExportedPrompt write(FilledPrompt prompt) {
            return A1111Format.write(prompt);
        }
    },
    COMFYUI("ComfyUI", "json", "A FLUX.1 graph in the API format: drop the file on the canvas, or post it.") {
        @Override
        public ExportedPrompt write(FilledPrompt prompt) {
            return ComfyFormat.write(prompt);
        }
    };

    private final String label;
    private final String ending;
    private final String meaning;

    PromptFormat(String label, String ending, String meaning) {
        this.label = label;
        this.ending = ending;
        this.meaning = meaning;
    }

    public abstract ExportedPrompt write(FilledPrompt prompt);

    public String label() {
        return label;
    }

    /** Of a file with this form, without the dot. */
    public String ending() {
        return ending;
    }

    public String meaning() {
        return meaning;
    }
}
