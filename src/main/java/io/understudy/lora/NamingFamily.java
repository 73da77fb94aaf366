package io.understudy.lora;

public enum NamingFamily {
    KOHYA("kohya", "kohya (sd-scripts, fluxgym, Civitai)"),
    PEFT("peft", "PEFT / diffusers (ai-toolkit, Replicate, SimpleTuner)"),
    BFL_DOTTED("bfl-dotted", "BFL dotted (ComfyUI, ai-toolkit for FLUX.2)"),
    PEFT_WRAPPED("peft-wrapped", "PEFT with base_model.model (fal)"),
    ONETRAINER("onetrainer", "OneTrainer, legacy"),
    ONETRAINER_BFL("onetrainer-bfl", "OneTrainer, BFL names with split layers"),
    XLABS("xlabs", "XLabs (x-flux)"),
    CONTROL("control", "BFL control LoRA (Depth, Canny)"),
    UNKNOWN("unknown", "unknown");

    private final String id;
    private final String label;

    NamingFamily(String id, String label) {
        this.id = id;
        this.label = label;
    }

    public String id() {
        return id;
    }

    public String label() {
        return label;
    }
}
