package io.understudy.lora;

public enum NamingFamily implements Identified {
    KOHYA("kohya (sd-scripts, fluxgym, Civitai)"),
    PEFT("PEFT / diffusers (ai-toolkit, Replicate, SimpleTuner)"),
    BFL_DOTTED("BFL dotted (ComfyUI, ai-toolkit for FLUX.2)"),
    PEFT_WRAPPED("PEFT with base_model.model (fal)"),
    ONETRAINER("OneTrainer, legacy"),
    ONETRAINER_BFL("OneTrainer, BFL names with split layers"),
    XLABS("XLabs (x-flux)"),
    CONTROL("BFL control LoRA (Depth, Canny)"),
    UNKNOWN("unknown");

    private final String label;

    NamingFamily(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
