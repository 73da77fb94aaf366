package io.understudy.prompting.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

final class PlainFormat {
    private PlainFormat() {}

    static ExportedPrompt write(FilledPrompt prompt) {
        List<String> remarks = new ArrayList<>();
        if (!prompt.loras().isEmpty()) {
            remarks.add("Set the LoRAs by hand: "
                    + prompt.loras().stream()
                            .map(lora -> lora.stem() + " at " + lora.strength().plain())
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        return new ExportedPrompt(prompt.text(), remarks);
    }
}
