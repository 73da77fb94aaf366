package io.understudy.prompting.exchange;

import io.understudy.prompting.formats.FileForm;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

public enum ExchangeFormat implements FileForm {
    JSON("Understudy JSON", "json", "Everything, to be read back without loss.", TemplateJsonFile::write),
    CSV("Understudy CSV", "csv", "Everything, one row per template, for spreadsheets.", TemplateCsvFile::write),
    INVOKE_JSON(
            "InvokeAI style presets, JSON",
            "json",
            "Prompt and name only, with {prompt} for the character.",
            PresetFile::writeJson),
    INVOKE_CSV(
            "A1111 and Forge styles, CSV",
            "csv",
            "Prompt, LoRAs and name as styles.csv, with {prompt} for the character and brackets escaped.",
            PresetFile::writeCsv),
    A1111_TEXT(
            "A1111 prompt text",
            "txt",
            "Read only: prompts with their line of settings, separated by blank lines; also from a picture.",
            null),
    PROMPT_LINES(
            "Prompts from file",
            "txt",
            "Read only: a prompt a line, perhaps with --steps 20 and the like, as A1111's script takes them.",
            null),
    WILDCARDS(
            "Wildcard lists, TXT or YAML",
            "txt",
            "Read only: lists of options, each of which becomes a snippet that is one choice.",
            null),
    COMFYUI(
            "ComfyUI graph or workflow",
            "json",
            "Read only: the prompt, LoRAs and sampler settings of a FLUX graph; also from a picture.",
            null),
    FAL("fal.ai input", "json", "Read only: the JSON that is sent to fal-ai/flux-lora.", null),
    PICTURE_JSON(
            "Picture of InvokeAI or SwarmUI",
            "json",
            "Read only: the prompt, LoRAs and settings that these tools write into a picture.",
            null);

    private final Description description;
    private final @Nullable Function<TemplateFile, ExportedFile> writer;

    ExchangeFormat(String label, String ending, String meaning, @Nullable Function<TemplateFile, ExportedFile> writer) {
        this.description = new Description(label, ending, meaning);
        this.writer = writer;
    }

    @Override
    public Description description() {
        return description;
    }

    public boolean canBeWritten() {
        return writer != null;
    }

    /** @throws UnsupportedOperationException when it is for reading only */
    public ExportedFile write(TemplateFile file) {
        if (writer == null) {
            throw new UnsupportedOperationException(label() + " is for reading only");
        }
        return writer.apply(file);
    }
}
