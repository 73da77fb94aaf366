package io.understudy.prompting.formats;

import io.understudy.platform.core.Wording;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Settings that a tool wrote as an object into a picture; what is not carried over is named. */
final class WrittenSettings {
    private static final int LARGEST = 100_000;

    private final JsonNode said;
    private final List<String> remarks;

    WrittenSettings(JsonNode said, List<String> remarks) {
        this.said = said;
        this.remarks = remarks;
    }

    /** Names everything but what is carried over. */
    void leaveOut(Set<String> carried) {
        said.propertyNames().stream()
                .filter(name -> !carried.contains(name) && !said.path(name).isNull())
                .sorted()
                .forEach(name -> remarks.add("“" + PromptJson.brief(name) + "” is not kept."));
    }

    void negative(String name) {
        if (!said.path(name).asString("").isBlank()) {
            remarks.add("The negative prompt was left out: FLUX does not use one.");
        }
    }

    void other(String name, String usual) {
        String value = said.path(name).asString("");
        if (!value.isEmpty() && !value.equals(usual)) {
            remarks.add("The " + name + " “" + PromptJson.brief(value) + "” was left out; exports use " + usual + ".");
        }
    }

    /**
     * The prompt with these settings.
     *
     * @param guidance name of FLUX's own guidance
     * @param scale name of the scale of negative prompts
     */
    FilledPrompt prompt(String words, List<FilledPrompt.Lora> loras, String guidance, String scale) {
        double cfg = said.path(scale).asDouble(1);
        if (cfg > 1) {
            remarks.add("The CFG scale of " + Wording.plain(cfg) + " was left out: it is for negative prompts.");
        }
        return new FilledPrompt(
                words,
                loras,
                number(guidance, 0, FilledPrompt.DEFAULT_GUIDANCE),
                (int) number("steps", 1, FilledPrompt.DEFAULT_STEPS),
                (int) number("width", 1, FilledPrompt.DEFAULT_SIDE),
                (int) number("height", 1, FilledPrompt.DEFAULT_SIDE),
                PlainNumbers.seed(said.path("seed"), remarks));
    }

    private double number(String name, int least, double usual) {
        JsonNode value = said.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return usual;
        }
        double number = value.isNumber() ? value.asDouble() : Double.NaN;
        if (number >= least && number <= LARGEST) {
            return number;
        }
        remarks.add("“" + name + "” is " + PromptJson.brief(value.toString()) + ", which is not known here; "
                + Wording.plain(usual) + " is used.");
        return usual;
    }
}
