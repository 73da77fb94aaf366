package io.understudy.prompting.formats;

/**
 * Names of the files that a ComfyUI graph loads FLUX.1 from, as they are in ComfyUI's folders.
 *
 * @param weightDtype {@code default}, {@code fp8_e4m3fn}, {@code fp8_e4m3fn_fast} or {@code fp8_e5m2}
 */
public record ComfyModels(String unet, String weightDtype, String clipL, String t5xxl, String vae) {
    public static final ComfyModels USUAL = new ComfyModels(
            "flux1-dev.safetensors", "default", "clip_l.safetensors", "t5xxl_fp16.safetensors", "ae.safetensors");
}
